package ai.genops.server.trial;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values for people to look at: what would fill the screen is cut off, and says so.
final class Shortened {
    private static final int CHARACTERS = 1000;
    private static final int MEMBERS = 150;

    private Shortened() {}

    static @Nullable Object of(@Nullable Object value) {
        return switch (value) {
            case String text
            when text.length() > CHARACTERS ->
                text.substring(0, CHARACTERS) + "… " + (text.length() - CHARACTERS) + " more characters";
            case Map<?, ?> map -> members(map);
            case List<?> list -> list.stream().limit(MEMBERS).map(Shortened::of).toList();
            case null -> null;
            default -> value;
        };
    }

    private static Map<String, @Nullable Object> members(Map<?, ?> map) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        map.entrySet().stream()
                .limit(MEMBERS)
                .forEach(member -> members.put(String.valueOf(member.getKey()), of(member.getValue())));
        if (map.size() > MEMBERS) {
            members.put("…", (map.size() - MEMBERS) + " more");
        }
        return members;
    }
}
