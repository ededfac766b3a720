package ai.genops.search.function;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.TimeFormat;
import ai.genops.search.spl.TimeModifier;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;

/// Times, as seconds since 1970.
final class TimeFunctions {
    static final List<Function> ALL = List.of(
            Function.of("now", 0, args -> new Num(seconds(args.planning().now()))),
            Function.of("time", 0, args -> new Num(seconds(args.planning().now()))),
            Function.of("strftime", 2, TimeFunctions::strftime),
            Function.of("strptime", 2, TimeFunctions::strptime),
            Function.of("relative_time", 2, TimeFunctions::relative));

    /// The engine's times go 290,000 years to either side.
    private static final double MOST_SECONDS = 9e12;

    private TimeFunctions() {}

    static double seconds(Instant time) {
        return time.getEpochSecond() + time.getNano() / 1e9;
    }

    private static Expr strftime(Args args) {
        return ofFormat(args, format -> TimeTexts.text(args.get(0), format, args.planning()));
    }

    private static Expr strptime(Args args) {
        return ofFormat(args, format -> TimeTexts.time(args.get(0), format, args.planning()));
    }

    /// What is made of the format, or of each that `if` and `case` choose among.
    private static Expr ofFormat(Args args, UnaryOperator<Expr> made) {
        Expr stated = Patterns.made(args.get(1), format -> {
            String unknown = TimeFormat.unknown(format);
            if (unknown != null) {
                throw args.planning()
                        .error(args.at(), "`%s` is no variable of a time".formatted(unknown), TimeFormat.VARIABLES);
            }
            return made.apply(new Text(format));
        });
        return stated == null ? made.apply(args.get(1)) : stated;
    }

    private static Expr relative(Args args) {
        Expr stated = Patterns.made(args.get(1), modifier -> relative(args, modifier));
        return stated == null ? Coerce.number(shifted(args, Coerce.text(args.get(1)))) : stated;
    }

    private static Expr relative(Args args, String modifier) {
        boolean known = args.get(0) instanceof Num;
        double from = args.get(0) instanceof Num(double seconds) ? seconds : 0;
        boolean isTime = Math.abs(from) <= MOST_SECONDS;
        Instant start = isTime ? Instant.ofEpochSecond((long) from, (long) (from % 1 * 1e9)) : Instant.EPOCH;
        Instant result = TimeModifier.apply(modifier, start, args.planning().zone());
        if (result == null) {
            throw args.planning()
                    .error(args.at(), "`%s` is not a time modifier".formatted(modifier), TimeModifier.EXAMPLES);
        }
        Expr of = isTime ? new Num(seconds(result)) : new Expr.Null(Type.NUMBER);
        return known ? of : Coerce.number(shifted(args, modifier));
    }

    private static Expr shifted(Args args, String modifier) {
        if (!TimeModifier.isRelative(modifier)) {
            throw args.planning().error(args.at(), "`%s` does not depend on the time given".formatted(modifier), null);
        }
        return shifted(args, new Text(modifier));
    }

    private static Expr shifted(Args args, Expr modifier) {
        return call(Op.TIME_SHIFT, Type.TIME, Coerce.time(args.get(0)), modifier, TimeTexts.zone(args.planning()));
    }
}
