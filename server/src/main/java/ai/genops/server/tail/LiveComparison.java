package ai.genops.server.tail;

import ai.genops.event.JsonBuffer;
import ai.genops.search.spl.Condition.Compare;
import ai.genops.search.spl.Glob;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How a search compares: without regard to case, as numbers where both are, and `*` stands for anything.
final class LiveComparison {
    private static final Pattern NUMBER = Pattern.compile("[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]{1,3})?");

    private LiveComparison() {}

    /// Whether a value, which is there, is as wanted.
    static Predicate<Object> of(Compare compare) {
        Predicate<Object> equal = compare.values().stream()
                .map(LiveComparison::equal)
                .reduce(Predicate::or)
                .orElseThrow();
        return switch (compare.operator()) {
            case "=" -> equal;
            case "!=" -> equal.negate();
            default -> ordered(compare.operator(), compare.values().getFirst().text());
        };
    }

    private static Predicate<Object> equal(Glob wanted) {
        if (wanted.matchesEverything()) {
            return _ -> true;
        }
        if (!wanted.isLiteral()) {
            Pattern pattern = pattern(wanted);
            return value -> pattern.matcher(text(value)).matches();
        }
        BigDecimal number = number(wanted.text());
        return value -> {
            BigDecimal other = number == null ? null : number(value);
            return (other != null && other.compareTo(number) == 0)
                    || text(value).equalsIgnoreCase(wanted.text());
        };
    }

    private static Predicate<Object> ordered(String operator, String wanted) {
        BigDecimal number = number(wanted);
        String lower = wanted.toLowerCase(Locale.ROOT);
        return value -> {
            BigDecimal other = number == null ? null : number(value);
            if (number != null && other == null) {
                return false;
            }
            int order = other == null || number == null
                    ? text(value).toLowerCase(Locale.ROOT).compareTo(lower)
                    : other.compareTo(number);
            return switch (operator) {
                case "<" -> order < 0;
                case "<=" -> order <= 0;
                case ">" -> order > 0;
                case ">=" -> order >= 0;
                default -> throw new IllegalArgumentException(operator);
            };
        };
    }

    /// A word or phrase as it stands in a text: `error` finds `error.type` and `"ERROR"`, not `terrors`; `*` crosses no
    /// white space or quote.
    static Predicate<String> term(Glob wanted) {
        String text = wanted.text();
        String parts = wanted.parts().stream().map(Pattern::quote).collect(Collectors.joining("[^\\s\"]*"));
        String start = Character.isLetterOrDigit(text.charAt(0)) ? "(?<![a-z0-9])" : "";
        String end = Character.isLetterOrDigit(text.charAt(text.length() - 1)) ? "(?![a-z0-9])" : "";
        Pattern pattern = Pattern.compile(start + parts + end, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        return whole -> pattern.matcher(whole).find();
    }

    private static Pattern pattern(Glob wanted) {
        String parts = wanted.parts().stream().map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(parts, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    static String text(Object value) {
        return switch (value) {
            case String text -> text;
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 9e15 -> Long.toString(number.longValue());
            case Collection<?> _, Map<?, ?> _ ->
                new JsonBuffer(128).value(value).toString();
            default -> value.toString();
        };
    }

    private static @Nullable BigDecimal number(Object value) {
        String text = value.toString().strip();
        return (value instanceof Number || value instanceof String)
                        && NUMBER.matcher(text).matches()
                ? new BigDecimal(text)
                : null;
    }
}
