package ai.genops.search.function;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Regular expressions in queries. The engine's have no look-ahead, look-behind or references back, so that none takes
/// longer than its text is long.
public final class Regex {
    public static final String HINT = "Match more, and keep what is wanted in a group.";

    private static final Pattern UNKNOWN = Pattern.compile("\\\\([1-9])|\\\\.|\\(\\?(=|!|<=|<!|>)");

    private Regex() {}

    /// What the engine cannot do of an expression, null if nothing.
    public static @Nullable String problem(String expression) {
        Matcher found = UNKNOWN.matcher(expression);
        while (found.find()) {
            if (found.group(1) != null || found.group(2) != null) {
                return "regular expressions have no look-ahead, look-behind or references back here: `%s`"
                        .formatted(found.group());
            }
        }
        return null;
    }
}
