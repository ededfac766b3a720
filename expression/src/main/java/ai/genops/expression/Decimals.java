package ai.genops.expression;

import ai.genops.event.Event;
import ai.genops.event.Numbers;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Exact decimals, for money: what `decimal(x)` gives. `+ - *` and `%` are exact, `/` has 34 significant digits (half
/// to even), comparisons are by value. A number that meets a decimal counts as its shortest decimal: 0.1 as one tenth.
/// What is no number fails instead of making a sum wrong.
final class Decimals {
    static final List<Function> ALL = List.of(
            Function.of("decimal", 1, Type.ANY, arguments -> of(Arguments.at(arguments, 0), "decimal needs a number")));

    private static final Pattern PLAIN = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,3})?");

    private Decimals() {}

    private static BigDecimal of(@Nullable Object value, String otherwise) {
        BigDecimal decimal = find(value);
        if (decimal == null) {
            throw new EvaluationException(otherwise + ", found " + Arguments.describe(value));
        }
        return decimal;
    }

    /// The decimal that a value is, null for what is no finite number.
    static @Nullable BigDecimal find(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal;
            case Long number -> BigDecimal.valueOf(number);
            case Number number
            when Double.isFinite(number.doubleValue()) -> new BigDecimal(Numbers.text(number.doubleValue()));
            case String text -> parse(TextMethods.trim(text, true, true));
            case Boolean flag -> flag ? BigDecimal.ONE : BigDecimal.ZERO;
            default -> null;
        };
    }

    private static @Nullable BigDecimal parse(String text) {
        if (text.length() > Limits.DECIMAL_DIGITS || !PLAIN.matcher(text).matches()) {
            return null;
        }
        return bounded(new BigDecimal(text));
    }

    private static BigDecimal bounded(BigDecimal value) {
        if (value.precision() > Limits.DECIMAL_DIGITS || Math.abs(value.scale()) > Limits.DECIMAL_DIGITS) {
            throw new EvaluationException("the decimal has more than " + Limits.DECIMAL_DIGITS + " digits");
        }
        return value;
    }

    /// What an event can hold: a number if that prints the same digits, else text.
    static Object export(BigDecimal value) {
        double number = value.doubleValue();
        boolean same = Double.isFinite(number) && new BigDecimal(Numbers.text(number)).compareTo(value) == 0;
        return same ? (Object) number : value.toPlainString();
    }

    record Negate(Code operand) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object value = operand.value(event, locals);
            return value instanceof BigDecimal decimal ? decimal.negate() : Values.box(-Values.number(value));
        }
    }

    record Operate(Operator.Binary operator, Code left, Code right, boolean lenient) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object a = left.value(event, locals);
            Object b = right.value(event, locals);
            if (!(a instanceof BigDecimal) && !(b instanceof BigDecimal)) {
                return Compiler.apply(operator, a, b, lenient, locals);
            }
            return operator.isEquality() || operator.isOrder()
                    ? compare(operator, find(a), find(b))
                    : calculate(operator, a, b, locals);
        }
    }

    /// What is no number is neither equal, less nor greater.
    private static Object compare(Operator.Binary operator, @Nullable BigDecimal left, @Nullable BigDecimal right) {
        if (left == null || right == null) {
            return operator == Operator.Binary.NOT_EQUAL || operator == Operator.Binary.NOT_SAME;
        }
        int order = left.compareTo(right);
        return switch (operator) {
            case EQUAL, SAME -> order == 0;
            case NOT_EQUAL, NOT_SAME -> order != 0;
            case LESS -> order < 0;
            case LESS_OR_EQUAL -> order <= 0;
            case GREATER -> order > 0;
            default -> order >= 0;
        };
    }

    private static Object calculate(
            Operator.Binary operator, @Nullable Object left, @Nullable Object right, Locals locals) {
        if (operator == Operator.Binary.ADD && (left instanceof String || right instanceof String)) {
            return Arithmetic.concat(Values.text(left), Values.text(right), locals);
        }
        BigDecimal a = of(left, "a decimal goes together with numbers only");
        BigDecimal b = of(right, "a decimal goes together with numbers only");
        if (b.signum() == 0 && (operator == Operator.Binary.DIVIDE || operator == Operator.Binary.REMAINDER)) {
            throw new EvaluationException("a decimal is divided by zero");
        }
        locals.spend(a.precision() + (long) b.precision());
        return bounded(
                switch (operator) {
                    case ADD -> a.add(b);
                    case SUBTRACT -> a.subtract(b);
                    case MULTIPLY -> a.multiply(b);
                    case DIVIDE -> a.divide(b, MathContext.DECIMAL128).stripTrailingZeros();
                    default -> a.remainder(b);
                });
    }

    /// Whether decimals have their own way with an operator.
    static boolean concern(Operator.Binary operator) {
        return switch (operator) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, REMAINDER -> true;
            case EQUAL, NOT_EQUAL, SAME, NOT_SAME, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> true;
            case POWER, BIT_AND, BIT_OR, BIT_XOR, SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED, IN -> false;
        };
    }
}
