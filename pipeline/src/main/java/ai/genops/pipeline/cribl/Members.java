package ai.genops.pipeline.cribl;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Expressions over the members of an object whose names are not known beforehand.
final class Members {
    private static final String SPECIAL = "([\\\\^$.|?+()\\[\\]{}/])";

    private Members() {}

    /// The object with those members that stay: of `keep` and not of `remove`, and those that Cribl's
    /// `filter` holds for, which asks for `name`, `value` and `index`.
    static String filtered(String object, List<String> keep, List<String> remove, String filter) {
        List<String> conditions = new ArrayList<>();
        if (!remove.isEmpty()) {
            String kept = keep.isEmpty() ? "" : " || " + fits(keep);
            conditions.add("(!" + fits(remove) + kept + ")");
        } else if (!keep.isEmpty()) {
            conditions.add(fits(keep));
        }
        if (!filter.isBlank()) {
            conditions.add("[e[0]].some(name => [e[1]].some(value => (" + filter.strip() + ")))");
        }
        return conditions.isEmpty()
                ? object
                : "Object.fromEntries(Object.entries(" + object + " ?? {}).filter((e, index) => "
                        + String.join(" && ", conditions) + "))";
    }

    /// The object with other names: `expression` makes one of `name` and `value`.
    static String renamed(String object, String expression) {
        return "Object.fromEntries(Object.entries(" + object + " ?? {}).map(e => [" + named("e[0]", "e[1]", expression)
                + ", e[1]]))";
    }

    static String named(String name, String value, String expression) {
        return expression.isBlank()
                ? name
                : "[" + name + "].map(name => [" + value + "].map(value => (" + expression.strip() + "))[0])[0]";
    }

    private static String fits(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> pattern.replaceAll(SPECIAL, "\\\\$1").replace("*", ".*"))
                .collect(Collectors.joining("|", "/^(?:", ")$/.test(e[0])"));
    }
}
