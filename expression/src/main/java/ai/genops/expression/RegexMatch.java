package ai.genops.expression;

import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/// What `match` gives for one match: the whole and its groups, with where it was and the named groups.
final class RegexMatch extends AbstractList<@Nullable Object> {
    private final @Nullable String[] groups;
    private final int index;
    private final String input;
    private final List<String> names;

    private RegexMatch(@Nullable String[] groups, int index, String input, List<String> names) {
        this.groups = groups;
        this.index = index;
        this.input = input;
        this.names = names;
    }

    static RegexMatch of(Matcher matcher, String input, List<String> names) {
        @Nullable String[] groups = new String[matcher.groupCount() + 1];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = matcher.group(i);
        }
        return new RegexMatch(groups, matcher.start(), input, names);
    }

    @Override
    public @Nullable Object get(int position) {
        return groups[position];
    }

    @Override
    public int size() {
        return groups.length;
    }

    int index() {
        return index;
    }

    /// `index`, `input` and `groups`.
    @Nullable
    Object member(String name) {
        return switch (name) {
            case "index" -> (double) index;
            case "input" -> input;
            case "groups" -> named();
            default -> null;
        };
    }

    @Nullable
    Object named() {
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            if (!names.get(i).isEmpty()) {
                named.put(names.get(i), groups[i + 1]);
            }
        }
        return named.isEmpty() ? null : named;
    }
}
