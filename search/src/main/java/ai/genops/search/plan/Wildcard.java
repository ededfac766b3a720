package ai.genops.search.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A name pattern in which `*` stands for any characters, with what each `*` matched.
public final class Wildcard {
    private final Pattern pattern;

    public Wildcard(String text) {
        pattern = Pattern.compile(regex(text), Pattern.DOTALL);
    }

    private static String regex(String text) {
        return List.of(text.split("\\*", -1)).stream().map(Pattern::quote).collect(Collectors.joining("(.*)"));
    }

    public boolean matches(String name) {
        return pattern.matcher(name).matches();
    }

    /// What each `*` stands for in a name that matches; nothing for one that does not.
    public List<String> parts(String name) {
        Matcher matcher = pattern.matcher(name);
        var parts = new ArrayList<String>();
        for (int i = 1; matcher.matches() && i <= matcher.groupCount(); i++) {
            parts.add(matcher.group(i));
        }
        return parts;
    }

    /// The name with what each `*` stood for put into the target's `*`, in order; null if it does not match.
    public @Nullable String translate(String name, String target) {
        Matcher matcher = pattern.matcher(name);
        if (!matcher.matches()) {
            return null;
        }
        var parts = new ArrayList<>(List.of(target.split("\\*", -1)));
        var result = new StringBuilder(parts.getFirst());
        for (int i = 1; i < parts.size(); i++) {
            result.append(i <= matcher.groupCount() ? matcher.group(i) : "").append(parts.get(i));
        }
        return result.toString();
    }
}
