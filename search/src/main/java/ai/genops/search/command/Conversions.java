package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.TimeTexts;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Type;
import java.util.List;

/// What the functions of `convert` do.
final class Conversions {
    static final List<String> NAMES =
            List.of("auto", "ctime", "dur2sec", "memk", "mktime", "mstime", "none", "num", "rmcomma", "rmunit");

    private Conversions() {}

    static Expr of(String function, Expr value, String timeFormat, Planning planning) {
        Text format = new Text(timeFormat);
        return switch (function) {
            case "auto" -> auto(value);
            case "num" -> Coerce.number(value);
            case "ctime" -> TimeTexts.text(value, format, planning);
            case "mktime" -> TimeTexts.time(value, format, planning);
            case "rmcomma" -> Coerce.number(replaced(value, ",", ""));
            case "rmunit" -> Coerce.number(extracted(Coerce.text(value), "^\\s*([+-]?\\d*\\.?\\d+)"));
            case "dur2sec" -> duration(Coerce.text(value));
            case "mstime" -> minutes(Coerce.text(value));
            case "memk" -> memory(Coerce.text(value));
            default -> value;
        };
    }

    /// A number if it is one.
    private static Expr auto(Expr value) {
        Expr number = Coerce.number(value);
        return value.type().isNumeric()
                ? value
                : call(Op.IF, Type.ANY, Conditions.present(number), Coerce.any(number), Coerce.any(value));
    }

    /// `[D+]HH:MM:SS` in seconds.
    private static Expr duration(Expr text) {
        Expr days = part(text, "^(\\d+)\\+\\d+:\\d+:\\d+", 86_400);
        Expr hours = part(text, "^(?:\\d+\\+)?(\\d+):\\d+:\\d+", 3_600);
        Expr minutes = part(text, "^(?:\\d+\\+)?\\d+:(\\d+):\\d+", 60);
        Expr seconds = Coerce.number(extracted(text, "^(?:\\d+\\+)?\\d+:\\d+:(\\d+(?:\\.\\d+)?)$"));
        return add(add(days, hours), add(minutes, seconds));
    }

    /// `[MM:]SS.SSS` in seconds.
    private static Expr minutes(Expr text) {
        Expr seconds = Coerce.number(extracted(text, "^(?:\\d+:)?(\\d+(?:\\.\\d+)?)$"));
        return add(part(text, "^(\\d+):", 60), seconds);
    }

    /// A size with or without k, m or g, in kilobytes.
    private static Expr memory(Expr text) {
        Expr number = Coerce.number(extracted(text, "(?i)^\\s*(\\d+(?:\\.\\d+)?)\\s*[kmg]?b?\\s*$"));
        Expr unit = call(Op.LOWER, Type.TEXT, extracted(text, "(?i)([mg])b?\\s*$"));
        Expr mega = call(Op.EQ, Type.BOOLEAN, unit, new Text("m"));
        Expr giga = call(Op.EQ, Type.BOOLEAN, unit, new Text("g"));
        Expr factor = call(Op.IF, Type.NUMBER, giga, new Num(1_048_576), new Num(1));
        return call(Op.MULTIPLY, Type.NUMBER, number, call(Op.IF, Type.NUMBER, mega, new Num(1_024), factor));
    }

    private static Expr part(Expr text, String pattern, double seconds) {
        Expr number = call(Op.COALESCE, Type.NUMBER, Coerce.number(extracted(text, pattern)), new Num(0));
        return call(Op.MULTIPLY, Type.NUMBER, number, new Num(seconds));
    }

    private static Expr add(Expr left, Expr right) {
        return call(Op.ADD, Type.NUMBER, left, right);
    }

    private static Expr extracted(Expr text, String pattern) {
        return call(Op.EXTRACT, Type.TEXT, text, new Text(pattern), new Num(1));
    }

    private static Expr replaced(Expr value, String pattern, String by) {
        return call(Op.REPLACE, Type.TEXT, Coerce.text(value), new Text(pattern), new Text(by));
    }
}
