package ai.genops.search.function;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
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
        return malformed(expression);
    }

    /// A bracket that is not closed, or a repetition of nothing: what Java's expressions and the engine's agree on.
    private static @Nullable String malformed(String expression) {
        try {
            Pattern.compile(expression.replace("(?P<", "(?<"));
            return null;
        } catch (PatternSyntaxException e) {
            String what = e.getDescription();
            boolean known = what.startsWith("Unclosed group")
                    || what.startsWith("Unmatched closing")
                    || what.startsWith("Dangling meta character")
                    || (what.startsWith("Unclosed character class") && !expression.contains("[["));
            return known
                    ? "`%s` is no regular expression: %s"
                            .formatted(expression, what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1))
                    : null;
        }
    }
}
