package ai.genops.expression;

import ai.genops.event.Event;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// Code for arithmetic.
final class Arithmetic {
    private Arithmetic() {}

    static Code binary(Operator.Binary operator, Code left, Code right) {
        return switch (operator) {
            case ADD ->
                left.isNumber() && right.isNumber() ? new Operate((a, b) -> a + b, left, right) : new Add(left, right);
            case SUBTRACT -> new Operate((a, b) -> a - b, left, right);
            case MULTIPLY -> new Multiply(left, right);
            case DIVIDE -> new Divide(left, right);
            case REMAINDER -> new Operate((a, b) -> a % b, left, right);
            case POWER -> new Operate(Math::pow, left, right);
            case BIT_AND -> new Operate((a, b) -> Values.int32(a) & Values.int32(b), left, right);
            case BIT_OR -> new Operate((a, b) -> Values.int32(a) | Values.int32(b), left, right);
            case BIT_XOR -> new Operate((a, b) -> Values.int32(a) ^ Values.int32(b), left, right);
            case SHIFT_LEFT -> new Operate((a, b) -> Values.int32(a) << (Values.int32(b) & 31), left, right);
            case SHIFT_RIGHT -> new Operate((a, b) -> Values.int32(a) >> (Values.int32(b) & 31), left, right);
            case SHIFT_RIGHT_UNSIGNED ->
                new Operate((a, b) -> Integer.toUnsignedLong(Values.int32(a)) >>> (Values.int32(b) & 31), left, right);
            case EQUAL, NOT_EQUAL, SAME, NOT_SAME, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN ->
                throw new IllegalArgumentException(operator + " is not arithmetic");
        };
    }

    static Code unary(Operator.Unary operator, Code operand) {
        return switch (operator) {
            case NOT -> new Not(operand);
            case NEGATE -> new OfOne(a -> -a, operand);
            case PLUS -> new Plus(operand);
            case BIT_NOT -> new OfOne(a -> ~Values.int32(a), operand);
            case TYPEOF -> new TypeOf(operand);
            case VOID -> new Nothing(operand);
        };
    }

    private interface Operation {
        double of(double left, double right);
    }

    private record Operate(Operation operation, Code left, Code right) implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return operation.of(left.number(event, locals), right.number(event, locals));
        }
    }

    private record OfOne(DoubleUnaryOperator operation, Code operand) implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return operation.applyAsDouble(operand.number(event, locals));
        }
    }

    private record Multiply(Code left, Code right) implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return left.number(event, locals) * right.number(event, locals);
        }
    }

    private record Divide(Code left, Code right) implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return left.number(event, locals) / right.number(event, locals);
        }
    }

    /// `+` where either side may be text.
    private record Add(Code left, Code right) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            Object a = Values.primitive(left.value(event, locals));
            Object b = Values.primitive(right.value(event, locals));
            if (a instanceof String || b instanceof String) {
                return concat(Values.text(a), Values.text(b), locals);
            }
            return Values.box(Values.number(a) + Values.number(b));
        }
    }

    static String concat(String left, String right, Locals locals) {
        long length = (long) left.length() + right.length();
        Limits.checkText(length);
        locals.spend(length);
        return left.concat(right);
    }

    private record Not(Code operand) implements Code.Logical {
        @Override
        public boolean test(Event event, Locals locals) {
            return !operand.test(event, locals);
        }
    }

    private record Plus(Code operand) implements Code.Numeric {
        @Override
        public double number(Event event, Locals locals) {
            return operand.number(event, locals);
        }
    }

    private record TypeOf(Code operand) implements Code {
        @Override
        public Object value(Event event, Locals locals) {
            return Values.typeName(operand.value(event, locals));
        }
    }

    private record Nothing(Code operand) implements Code {
        @Override
        public @Nullable Object value(Event event, Locals locals) {
            operand.value(event, locals);
            return null;
        }
    }
}
