package ai.genops.rules;

import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How genai-prices matches names: {@code equals}, {@code starts_with}, {@code ends_with}, {@code contains}, {@code regex}, and {@code or}, {@code and} of these.
 * Names are in lower case.
 */
final class NameMatch {
    private NameMatch() {}

    /**
     * The match that a clause describes.
     *
     * @throws IllegalArgumentException if it is none
     */
    static Predicate<String> of(@Nullable Object clause) {
        if (!(clause instanceof Map<?, ?> map) || map.size() != 1) {
            throw new IllegalArgumentException("a match has one clause, found " + clause);
        }
        var entry = map.entrySet().iterator().next();
        Object value = entry.getValue();
        String text = JsonTree.text(value);
        return switch (String.valueOf(entry.getKey())) {
            case "equals" -> text::equals;
            case "starts_with" -> name -> name.startsWith(text);
            case "ends_with" -> name -> name.endsWith(text);
            case "contains" -> name -> name.contains(text);
            case "regex" -> Pattern.compile(text).asPredicate();
            case "or" -> JsonTree.list(value).stream().map(NameMatch::of).reduce(name -> false, Predicate::or);
            case "and" -> JsonTree.list(value).stream().map(NameMatch::of).reduce(name -> true, Predicate::and);
            default -> throw new IllegalArgumentException("unknown clause `" + entry.getKey() + "` in a match");
        };
    }
}
