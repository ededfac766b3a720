package ai.genops.sdk.attribution;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What may stand in a tag: the specification allows neither nothing nor a placeholder. */
public final class TagValue {
    /** Longer values are refused, not cut: a cut name is another name. */
    static final int MOST_CHARACTERS = 256;

    private static final Pattern PLACEHOLDER =
            Pattern.compile("<.*>|\\$\\{.*}|\\{\\{.*}}|your[-_ ].*|x{3,}|\\.{3,}", Pattern.CASE_INSENSITIVE);
    /** What a placeholder of the pattern begins with: most values need not be matched. */
    private static final String BEGINNINGS = "<${yYxX.";

    private static final Set<String> EMPTY_WORDS =
            Set.of("unknown", "none", "null", "undefined", "n/a", "todo", "tbd", "changeme", "placeholder", "example");

    private TagValue() {}

    /** Why `value` says nothing, for example "is empty", or null if it says something. */
    public static @Nullable String fault(String value) {
        if (value.isBlank()) {
            return "is empty";
        }
        if (value.length() > MOST_CHARACTERS) {
            return "has " + value.length() + " characters; at most " + MOST_CHARACTERS + " are taken";
        }
        return isPlaceholder(value) ? "is a placeholder" : null;
    }

    /** Text that documentation shows for something to be filled in, such as `your-team` or {@code <token>}. */
    public static boolean isPlaceholder(String value) {
        String text = value.strip();
        boolean mayBe = !text.isEmpty() && BEGINNINGS.indexOf(text.charAt(0)) >= 0;
        return EMPTY_WORDS.contains(text.toLowerCase(Locale.ROOT))
                || (mayBe && PLACEHOLDER.matcher(text).matches());
    }
}
