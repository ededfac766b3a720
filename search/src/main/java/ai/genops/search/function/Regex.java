package ai.genops.search.function;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/// Regular expressions in queries. The engine's have no look-ahead, look-behind or references back, so that none takes
/// longer than its text is long.
public final class Regex {
    public static final String HINT = "Match more, and keep what is wanted in a group.";

    public static final String REPLACEMENT_HINT = "Put what it stands for in brackets: (...).";

    private static final int MOST_GROUPS = 9;

    private static final Pattern UNKNOWN = Pattern.compile("\\\\([1-9])|\\\\.|\\(\\?(=|!|<=|<!|>)");

    private static final List<String> AGREED = List.of(
            "Unclosed group",
            "Unescaped trailing backslash",
            "Unmatched closing",
            "Dangling meta character",
            "Unknown look-behind group",
            "capturing group name",
            "named capturing group",
            "Illegal repetition range",
            "Illegal character range");

    /// Names that the engine and Splunk allow, and Java does not, have `_`.
    private static final Pattern NAME = Pattern.compile("\\(\\?P?<\\w+>");

    private static final Pattern REFERENCE = Pattern.compile("\\\\(?:([0-9])|.)", Pattern.DOTALL);

    /// What the engine says of an expression that it refuses, and that expression.
    private static final Pattern REFUSED =
            Pattern.compile("Invalid Input Error: (missing [])]|unexpected \\)|invalid [a-z ]+"
                    + "|no argument for repetition operator|bad repetition operator|trailing \\\\): ?(.*)");

    private Regex() {}

    /// What the engine's words, of a search that failed, say of a regular expression; null if they speak of none. Only
    /// of one that the query computes of what it states: others are looked at before.
    public static @Nullable String problemOf(String words) {
        Matcher refused = REFUSED.matcher(words);
        return refused.matches()
                ? "`%s` is no regular expression: %s".formatted(refused.group(2), refused.group(1))
                : null;
    }

    /// What is wrong with a text that takes the place of what an expression finds, null if nothing.
    public static @Nullable String problem(String expression, String replacement) {
        int groups = groups(expression);
        return REFERENCE
                .matcher(replacement)
                .results()
                .map(found -> found.group(1))
                .filter(group -> group != null && Integer.parseInt(group) > groups)
                .findFirst()
                .map(group -> "`\\%s` is no group of `%s`, which has %d".formatted(group, expression, groups))
                .orElse(null);
    }

    private static int groups(String expression) {
        try {
            return Pattern.compile(NAME.matcher(expression).replaceAll("("))
                    .matcher("")
                    .groupCount();
        } catch (PatternSyntaxException e) {
            return MOST_GROUPS; // the engine knows it, Java does not
        }
    }

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
            Pattern.compile(NAME.matcher(expression).replaceAll("("));
            return null;
        } catch (PatternSyntaxException e) {
            String what = e.getDescription();
            boolean known = AGREED.stream().anyMatch(what::startsWith)
                    || (what.startsWith("Unclosed character class") && !expression.contains("[["));
            return known
                    ? "`%s` is no regular expression: %s"
                            .formatted(expression, what.substring(0, 1).toLowerCase(Locale.ROOT) + what.substring(1))
                    : null;
        }
    }
}
