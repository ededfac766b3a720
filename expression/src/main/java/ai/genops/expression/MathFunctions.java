package ai.genops.expression;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/// `Math` (ECMA-262, 21.3). Math.random is the event's own: see [BuiltIn#RANDOM].
final class MathFunctions {
    static final Map<String, Double> CONSTANTS = Map.of(
            "Math.PI",
            Math.PI,
            "Math.E",
            Math.E,
            "Math.LN2",
            Math.log(2),
            "Math.LN10",
            Math.log(10),
            "Math.LOG2E",
            1.4426950408889634,
            "Math.LOG10E",
            0.4342944819032518,
            "Math.SQRT2",
            Math.sqrt(2),
            "Math.SQRT1_2",
            Math.sqrt(0.5));

    static final List<Function> ALL = List.of(
            Function.numeric("Math.abs", Math::abs),
            Function.numeric("Math.floor", Math::floor),
            Function.numeric("Math.ceil", Math::ceil),
            Function.numeric("Math.round", MathFunctions::round),
            Function.numeric("Math.trunc", value -> value < 0 ? Math.ceil(value) : Math.floor(value)),
            Function.numeric("Math.sign", Math::signum),
            Function.numeric("Math.sqrt", Math::sqrt),
            Function.numeric("Math.cbrt", Math::cbrt),
            Function.numeric("Math.exp", Math::exp),
            Function.numeric("Math.log", Math::log),
            Function.numeric("Math.log2", MathFunctions::log2),
            Function.numeric("Math.log10", Math::log10),
            Function.numeric("Math.log1p", Math::log1p),
            Function.numeric("Math.expm1", Math::expm1),
            Function.numeric("Math.sin", Math::sin),
            Function.numeric("Math.cos", Math::cos),
            Function.numeric("Math.tan", Math::tan),
            Function.numeric("Math.atan", Math::atan),
            Function.numeric("Math.asin", Math::asin),
            Function.numeric("Math.acos", Math::acos),
            Function.numeric("Math.sinh", Math::sinh),
            Function.numeric("Math.cosh", Math::cosh),
            Function.numeric("Math.tanh", Math::tanh),
            Function.numeric("Math.asinh", MathFunctions::asinh),
            Function.numeric("Math.acosh", MathFunctions::acosh),
            Function.numeric(
                    "Math.atanh",
                    value -> Math.copySign(Math.log1p(2 * Math.abs(value) / (1 - Math.abs(value))) / 2, value)),
            Function.numeric("Math.clz32", value -> Integer.numberOfLeadingZeros(Values.int32(value))),
            pair("Math.imul", (a, b) -> Values.int32(a) * Values.int32(b)),
            Function.numeric("Math.fround", value -> (float) value),
            pair("Math.pow", Math::pow),
            pair("Math.atan2", Math::atan2),
            Function.of("Math.max", 0, Type.NUMBER, arguments -> fold(arguments, Double.NEGATIVE_INFINITY, Math::max)),
            Function.of("Math.min", 0, Type.NUMBER, arguments -> fold(arguments, Double.POSITIVE_INFINITY, Math::min)),
            Function.of("Math.hypot", 0, Type.NUMBER, arguments -> fold(arguments, 0, Math::hypot)));

    private static final double LARGE = 1e150;

    private MathFunctions() {}

    private static Function pair(String name, DoubleBinaryOperator operator) {
        return Function.of(
                name,
                2,
                Type.NUMBER,
                arguments -> operator.applyAsDouble(Arguments.number(arguments, 0), Arguments.number(arguments, 1)));
    }

    private static double fold(@Nullable Object[] arguments, double start, DoubleBinaryOperator operator) {
        double result = start;
        for (int i = 0; i < arguments.length; i++) {
            result = operator.applyAsDouble(result, Arguments.number(arguments, i));
        }
        return result;
    }

    /// Halves go up, and what rounds to zero keeps its sign.
    private static double round(double value) {
        double floor = Math.floor(value);
        return Math.copySign(value - floor >= 0.5 ? floor + 1 : floor, value);
    }

    /// By the logarithm of 1 + x, which loses nothing near 0; where squares grow beyond a double, 1 does not count.
    private static double asinh(double value) {
        double size = Math.abs(value);
        double result = size > LARGE
                ? Math.log(size) + Math.log(2)
                : Math.log1p(size + size * size / (1 + Math.sqrt(size * size + 1)));
        return Math.copySign(result, value);
    }

    private static double acosh(double value) {
        double over = value - 1;
        return value > LARGE ? Math.log(value) + Math.log(2) : Math.log1p(over + Math.sqrt(over * (value + 1)));
    }

    /// Exact for powers of two.
    private static double log2(double value) {
        return value > 0 && Double.isFinite(value) && value == Math.scalb(1.0, Math.getExponent(value))
                ? Math.getExponent(value)
                : Math.log(value) * CONSTANTS.getOrDefault("Math.LOG2E", 0.0);
    }
}
