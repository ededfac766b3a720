package ai.genops.server.alert;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How many rows make an alert fire: `rows > 0`.
public record Trigger(Comparison comparison, long rows) {
    static final Trigger ANY = new Trigger(Comparison.MORE, 0);
    private static final Pattern TEXT = Pattern.compile("(?:rows|results)\\s*(>=|<=|==|!=|=|>|<)\\s*([0-9]{1,9})");

    /// How numbers are compared; with Splunk's words for it.
    public enum Comparison {
        MORE(">", "greater than"),
        AT_LEAST(">=", "greater than"),
        LESS("<", "less than"),
        AT_MOST("<=", "less than"),
        EQUAL("=", "equal to"),
        OTHER("!=", "not equal to");

        private final String sign;
        private final String words;

        Comparison(String sign, String words) {
            this.sign = sign;
            this.words = words;
        }
    }

    /// Null if the text is none.
    static @Nullable Trigger parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            return null;
        }
        String sign = matcher.group(1).equals("==") ? "=" : matcher.group(1);
        for (Comparison comparison : Comparison.values()) {
            if (comparison.sign.equals(sign)) {
                return new Trigger(comparison, Long.parseLong(matcher.group(2)));
            }
        }
        return null;
    }

    boolean holds(long found) {
        return switch (comparison) {
            case MORE -> found > rows;
            case AT_LEAST -> found >= rows;
            case LESS -> found < rows;
            case AT_MOST -> found <= rows;
            case EQUAL -> found == rows;
            case OTHER -> found != rows;
        };
    }

    public String text() {
        return "rows " + comparison.sign + " " + rows;
    }

    /// `relation` in Splunk's savedsearches.conf, which knows strict comparisons only.
    public String splunkRelation() {
        return comparison.words;
    }

    /// `quantity` in Splunk's savedsearches.conf.
    public long splunkQuantity() {
        return switch (comparison) {
            case AT_LEAST -> rows - 1;
            case AT_MOST -> rows + 1;
            case MORE, LESS, EQUAL, OTHER -> rows;
        };
    }
}
