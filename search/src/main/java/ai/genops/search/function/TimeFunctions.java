package ai.genops.search.function;

import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.NUMBER;
import static ai.genops.search.plan.Type.TEXT;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.util.List;

/// Times, as seconds since 1970.
final class TimeFunctions {
    static final List<Function> ALL = List.of(
            Function.of("now", 0, args -> new Num(seconds(args.planning().now()))),
            Function.of("time", 0, args -> new Num(seconds(args.planning().now()))),
            Function.of("strftime", 2, args -> Patterns.format(args, format -> format(args, format))),
            Function.of("strptime", 2, args -> Patterns.format(args, format -> parse(args, format))),
            Function.of("relative_time", 2, TimeFunctions::relative));

    /// Seconds from 1970 beyond which there is no time.
    private static final double FARTHEST = 9e12;

    private TimeFunctions() {}

    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static Expr format(Args args, String written) {
        Expr seconds = Coerce.text(call(Op.FLOOR, NUMBER, Coerce.number(args.get(0))));
        return TimeFormat.aroundSeconds(written).stream()
                .map(part -> formatted(args, part))
                .reduce((before, after) -> call(Op.CONCAT, TEXT, call(Op.CONCAT, TEXT, before, seconds), after))
                .orElse(seconds);
    }

    private static Expr formatted(Args args, String written) {
        if (written.isEmpty()) {
            return new Text("");
        }
        String format = TimeFormat.ofZone(TimeFormat.translate(written), args);
        return call(Op.STRFTIME, TEXT, Coerce.time(args.get(0)), new Text(format), zone(args.planning()));
    }

    private static Expr parse(Args args, String written) {
        String format = TimeFormat.translate(written);
        if (format.equals("%s")) {
            return Coerce.number(args.get(0));
        }
        Text zone = format.contains("%z") ? new Text("UTC") : zone(args.planning());
        return call(Op.STRPTIME, NUMBER, Coerce.text(args.get(0)), new Text(format), zone);
    }

    private static Expr relative(Args args) {
        Expr stated = Patterns.made(args.get(1), modifier -> relative(args, modifier));
        return stated == null ? Coerce.number(shifted(args, Coerce.text(args.get(1)))) : stated;
    }

    private static Expr relative(Args args, String modifier) {
        boolean known = args.get(0) instanceof Num;
        double from = args.get(0) instanceof Num(double seconds) ? seconds : 0;
        if (!(Math.abs(from) < FARTHEST)) {
            return new Expr.Null(NUMBER);
        }
        Instant start = Instant.ofEpochSecond((long) from, (long) (from % 1 * 1e9));
        Instant result = TimeModifier.apply(modifier, start, args.planning().zone());
        if (result == null) {
            throw args.planning()
                    .error(args.at(), "`%s` is not a time modifier".formatted(modifier), TimeModifier.EXAMPLES);
        }
        return known ? new Num(seconds(result)) : Coerce.number(shifted(args, modifier));
    }

    private static Expr shifted(Args args, String modifier) {
        if (!TimeModifier.isRelative(modifier)) {
            throw args.planning().error(args.at(), "`%s` does not depend on the time given".formatted(modifier), null);
        }
        return shifted(args, new Text(modifier));
    }

    private static Expr shifted(Args args, Expr modifier) {
        return call(Op.TIME_SHIFT, Type.TIME, Coerce.time(args.get(0)), modifier, zone(args.planning()));
    }

    private static Text zone(Planning planning) {
        return new Text(planning.zone().getId());
    }
}
