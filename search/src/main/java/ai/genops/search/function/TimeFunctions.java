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
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.util.List;

/// Times, as seconds since 1970.
final class TimeFunctions {
    static final List<Function> ALL = List.of(
            Function.of("now", 0, args -> new Num(seconds(args.planning().now()))),
            Function.of("time", 0, args -> new Num(seconds(args.planning().now()))),
            Function.of("strftime", 2, TimeFunctions::format),
            Function.of("strptime", 2, TimeFunctions::parse),
            Function.of("relative_time", 2, TimeFunctions::relative));

    private TimeFunctions() {}

    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static Expr format(Args args) {
        String format = TimeFormat.translate(Patterns.literal(args, 1).value());
        return call(Op.STRFTIME, TEXT, Coerce.time(args.get(0)), new Text(format), zone(args.planning()));
    }

    private static Expr parse(Args args) {
        String format = TimeFormat.translate(Patterns.literal(args, 1).value());
        return call(Op.STRPTIME, NUMBER, Coerce.text(args.get(0)), new Text(format), zone(args.planning()));
    }

    /// Only of `now()` and of other times the query itself states.
    private static Expr relative(Args args) {
        if (!(args.get(0) instanceof Num(double from))) {
            throw args.planning()
                    .error(args.at(), "`relative_time` takes a time known before the search, such as now()", null);
        }
        String modifier = Patterns.literal(args, 1).value();
        Instant start = Instant.ofEpochSecond((long) from, (long) (from % 1 * 1e9));
        Instant result = TimeModifier.apply(modifier, start, args.planning().zone());
        if (result == null) {
            throw args.planning()
                    .error(args.at(), "`%s` is not a time modifier".formatted(modifier), TimeModifier.EXAMPLES);
        }
        return new Num(seconds(result));
    }

    private static Text zone(Planning planning) {
        return new Text(planning.zone().getId());
    }
}
