package ai.genops.expression;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `C.Time`, as Cribl's reference describes it ("C.Time", 4.16). Times without a zone are UTC, or of the zone whose
/// name stands where Cribl asks whether they are UTC.
final class TimeFunctions {
    /// Of the zone and the text.
    static final Function FIND_TIMESTAMP =
            Function.of("C.Time.timestampFinder().find", 1, Type.ANY, TimestampFinder::find);

    static final List<Function> ALL = List.of(
            Function.text("C.Time.strftime", 2, TimeFunctions::format),
            Function.of("C.Time.strptime", 2, Type.ANY, TimeFunctions::parse),
            Function.of("C.Time.adjustTZ", 2, Type.NUMBER, TimeFunctions::adjust),
            Function.of("C.Time.clamp", 3, Type.ANY, TimeFunctions::clamp),
            Function.text("C.Time.timePartition", 2, TimeFunctions::partition),
            Function.text("C.Time.s3TimePartition", 2, TimeFunctions::partition));

    private TimeFunctions() {}

    /// A date, or a number of seconds.
    private static JsDate date(@Nullable Object value) {
        return value instanceof JsDate date ? date : new JsDate(JsDate.clip(Values.number(value) * 1000));
    }

    private static Object format(@Nullable Object[] arguments) {
        JsDate date = date(Arguments.at(arguments, 0));
        if (!date.isValid()) {
            throw new EvaluationException("C.Time.strftime needs a date or a number of seconds, found "
                    + Arguments.describe(Arguments.at(arguments, 0)));
        }
        return Strftime.format(date.utc(), Arguments.text(arguments, 1));
    }

    private static Object parse(@Nullable Object[] arguments) {
        boolean strict = Values.isTrue(Arguments.at(arguments, 3));
        ZoneId zone = local(Arguments.at(arguments, 2));
        double millis = new Strptime(Arguments.text(arguments, 0), Arguments.text(arguments, 1), zone).millis(strict);
        return Double.isNaN(millis) ? JsNull.NULL : new JsDate(millis);
    }

    /// Milliseconds of the time that the clocks of the other zone show, as if it were UTC.
    private static Object adjust(@Nullable Object[] arguments) {
        JsDate date = date(Arguments.at(arguments, 0));
        if (!date.isValid()) {
            throw new EvaluationException("C.Time.adjustTZ needs a number of seconds, found "
                    + Arguments.describe(Arguments.at(arguments, 0)));
        }
        ZoneId to = zone(Arguments.text(arguments, 1));
        ZoneId from = Arguments.at(arguments, 2) == null ? ZoneOffset.UTC : zone(Arguments.text(arguments, 2));
        Instant shown = Instant.ofEpochMilli((long) date.millis());
        Instant instant =
                LocalDateTime.ofInstant(shown, ZoneOffset.UTC).atZone(from).toInstant();
        return (double)
                LocalDateTime.ofInstant(instant, to).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /// The zone of times that name none.
    static ZoneId local(@Nullable Object argument) {
        return argument instanceof String name ? zone(name) : ZoneOffset.UTC;
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new EvaluationException("there is no time zone '" + name + "'; write it as Europe/Berlin");
        }
    }

    /// Outside its bounds a time becomes the fourth argument, without one the nearer bound.
    private static @Nullable Object clamp(@Nullable Object[] arguments) {
        double time = Arguments.number(arguments, 0);
        double earliest = Arguments.number(arguments, 1);
        double latest = Arguments.number(arguments, 2);
        if (time >= earliest && time <= latest) {
            return arguments[0];
        }
        Object bound = arguments.length > 3 ? arguments[3] : time < earliest ? arguments[1] : arguments[2];
        boolean asDate = arguments[0] instanceof JsDate && bound instanceof Number;
        return asDate ? new JsDate(JsDate.clip(Values.number(bound))) : bound;
    }

    private static Object partition(@Nullable Object[] arguments) {
        String by = Arguments.text(arguments, 1);
        String form = switch (by) {
            case "y", "year" -> "%Y";
            case "m", "month" -> "%Y/%m";
            case "d", "day" -> "%Y/%m/%d";
            case "h", "hour" -> "%Y/%m/%d/%H";
            default -> throw new EvaluationException("a time partition is of y, m, d or h, found '" + by + "'");
        };
        return format(new @Nullable Object[] {Arguments.at(arguments, 0), form});
    }
}
