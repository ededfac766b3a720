package ai.genops.search.function;

import static ai.genops.search.function.Function.ANY_NUMBER;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.BOOLEAN;
import static ai.genops.search.plan.Type.NUMBER;

import ai.genops.search.function.Function.Args;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.List;
import java.util.function.UnaryOperator;

/// Numbers from numbers.
final class MathFunctions {
    static final List<Function> ALL = List.of(
            unary("abs", Op.ABS),
            unary("ceiling", Op.CEIL),
            unary("ceil", Op.CEIL),
            unary("floor", Op.FLOOR),
            unary("sqrt", Op.SQRT),
            unary("exp", Op.EXP),
            unary("ln", Op.LN),
            unary("sin", Op.SIN),
            unary("cos", Op.COS),
            unary("tan", Op.TAN),
            unary("asin", Op.ASIN),
            unary("acos", Op.ACOS),
            unary("atan", Op.ATAN),
            unary("sinh", Op.SINH),
            unary("cosh", Op.COSH),
            unary("tanh", Op.TANH),
            unary("asinh", Op.ASINH),
            unary("acosh", Op.ACOSH),
            unary("atanh", Op.ATANH),
            binary("atan2", Op.ATAN2),
            binary("hypot", Op.HYPOT),
            bits("bit_and", Op.BIT_AND),
            bits("bit_or", Op.BIT_OR),
            bits("bit_xor", Op.BIT_XOR),
            Function.of("bit_not", 1, 2, MathFunctions::inverted),
            shift("bit_shift_left", Op.BIT_SHIFT_LEFT),
            shift("bit_shift_right", Op.BIT_SHIFT_RIGHT),
            Function.of("sum", 1, ANY_NUMBER, args -> total(args)),
            Function.of("avg", 1, ANY_NUMBER, MathFunctions::average),
            Function.of("exact", 1, args -> Coerce.number(args.get(0))),
            Function.of("pi", 0, _ -> new Num(Math.PI)),
            Function.of("random", 0, _ -> call(Op.RANDOM, NUMBER)),
            Function.of("round", 1, 2, args -> numbers(Op.ROUND, args.get(0), args.get(1, new Num(0)))),
            Function.of("log", 1, 2, args -> numbers(Op.LOG, args.get(0), args.get(1, new Num(10)))),
            Function.of("pow", 2, args -> numbers(Op.POW, args.get(0), args.get(1))),
            Function.of("min", 1, ANY_NUMBER, args -> extreme(args, "<")),
            Function.of("max", 1, ANY_NUMBER, args -> extreme(args, ">")));

    /// All bits of a whole number that a double holds.
    private static final double MOST_BITS = 0x1FFFFFFFFFFFFFL;

    private MathFunctions() {}

    private static Function unary(String name, Op op) {
        return Function.of(name, 1, args -> call(op, NUMBER, Coerce.number(args.get(0))));
    }

    private static Function binary(String name, Op op) {
        return Function.of(name, 2, args -> numbers(op, args.get(0), args.get(1)));
    }

    private static Function bits(String name, Op op) {
        return Function.of(
                name,
                2,
                ANY_NUMBER,
                args -> args.values().stream()
                        .map(MathFunctions::bitsOf)
                        .reduce((left, right) -> call(op, NUMBER, left, right))
                        .orElseThrow());
    }

    private static Function shift(String name, Op op) {
        return Function.of(name, 2, args -> call(op, NUMBER, bitsOf(args.get(0)), bitsOf(args.get(1))));
    }

    /// A number of 53 bits, null if it is negative or has more.
    private static Expr bitsOf(Expr value) {
        Expr number = Coerce.number(value);
        Expr within = Conditions.and(
                call(Op.GE, BOOLEAN, number, new Num(0)), call(Op.LE, BOOLEAN, number, new Num(MOST_BITS)));
        return call(Op.IF, NUMBER, within, number, new Null(NUMBER));
    }

    /// The bits that a number has not, of 53 or those of a mask.
    private static Expr inverted(Args args) {
        Expr others = call(Op.BIT_XOR, NUMBER, bitsOf(args.get(0)), new Num(MOST_BITS));
        return call(Op.BIT_AND, NUMBER, others, bitsOf(args.get(1, new Num(MOST_BITS))));
    }

    /// What is no number does not count.
    private static Expr total(Args args) {
        return args.values().stream()
                .<Expr>map(value -> Expr.call(Op.COALESCE, NUMBER, Coerce.number(value), new Num(0)))
                .reduce((left, right) -> Expr.call(Op.ADD, NUMBER, left, right))
                .orElseThrow();
    }

    private static Expr average(Args args) {
        Expr count = args.values().stream()
                .<Expr>map(value ->
                        Expr.call(Op.IF, NUMBER, LogicFunctions.isNull(Coerce.number(value)), new Num(0), new Num(1)))
                .reduce((left, right) -> Expr.call(Op.ADD, NUMBER, left, right))
                .orElseThrow();
        return Expr.call(Op.DIVIDE, NUMBER, total(args), count);
    }

    private static Expr numbers(Op op, Expr left, Expr right) {
        return call(op, NUMBER, Coerce.number(left), Coerce.number(right));
    }

    /// Missing values do not count, and a text is more than every number (Splunk, Search Reference, `max`).
    private static Expr extreme(Args args, String operator) {
        Type type = Coerce.common(args.values());
        if (type != Type.ANY) {
            return extreme(args, operator, value -> Coerce.to(type, value));
        }
        Expr number = extreme(args, operator, Coerce::number);
        Expr text = extreme(args, operator, MathFunctions::textThatIsNoNumber);
        return operator.equals(">")
                ? LogicFunctions.choose(Conditions.present(text), text, number)
                : LogicFunctions.choose(Conditions.present(number), number, text);
    }

    private static Expr textThatIsNoNumber(Expr value) {
        return LogicFunctions.choose(
                LogicFunctions.isNull(Coerce.number(value)), Coerce.text(value), new Null(Type.TEXT));
    }

    private static Expr extreme(Args args, String operator, UnaryOperator<Expr> as) {
        return extreme(args.values().stream().map(as).toList(), operator);
    }

    /// Of each half one, and of these: either stands there twice, so one value after the other would be 2^n parts.
    private static Expr extreme(List<Expr> values, String operator) {
        int count = values.size();
        if (count == 1) {
            return values.getFirst();
        }
        Expr left = extreme(values.subList(0, count / 2), operator);
        Expr right = extreme(values.subList(count / 2, count), operator);
        Expr isLeft = Conditions.or(
                List.of(LogicFunctions.isNull(right), Conditions.certain(Operators.compare(operator, left, right))));
        return LogicFunctions.choose(isLeft, left, right);
    }
}
