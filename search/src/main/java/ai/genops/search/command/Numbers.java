package ai.genops.search.command;

import ai.genops.search.plan.Span;
import ai.genops.search.report.SearchException;
import ai.genops.search.spl.Cursor;
import java.util.Locale;

/// Numbers and switches among the arguments of commands.
final class Numbers {
    private Numbers() {}

    /// A count, with or without `limit=`; 0 or none given means the default.
    static long optional(Cursor in, long otherwise) {
        in.option("limit", "count");
        return in.atEnd() ? otherwise : required(in);
    }

    static long required(Cursor in) {
        int at = in.here();
        String digits = in.peek() == '-' ? "" : in.word();
        if (!digits.matches("\\d{1,15}")) {
            in.back(at);
            throw in.error("a number expected, found " + in.found(), null);
        }
        return Long.parseLong(digits);
    }

    /// A number with sign and fraction.
    static double any(Cursor in) {
        int at = in.here();
        String text = in.optionValue();
        if (!text.matches("[+-]?(\\d{1,18}(\\.\\d{0,18})?|\\.\\d{1,18})([eE][+-]?\\d{1,2})?")) {
            throw in.errorAt(at, "a number expected, found `%s`".formatted(text), null);
        }
        return Double.parseDouble(text);
    }

    /// A length of time in seconds: `30s`, `10m`, a number of seconds.
    static double seconds(Cursor in) {
        int at = in.here();
        String text = in.optionValue();
        Span span = Span.parse(text.matches("\\d+") ? text + "s" : text);
        if (span == null || span.seconds() <= 0) {
            throw in.errorAt(at, "`%s` is not a length of time".formatted(text), "Examples: 30s, 10m, 2h, 1d.");
        }
        return span.seconds();
    }

    /// `t`, `true`, `1` or `f`, `false`, `0`.
    static boolean flag(Cursor in) {
        int at = in.here();
        String value = in.optionValue().toLowerCase(Locale.ROOT);
        return switch (value) {
            case "t", "true", "1", "yes" -> true;
            case "f", "false", "0", "no" -> false;
            default -> throw new SearchException("true or false expected, found `" + value + "`", in.text(), at, null);
        };
    }
}
