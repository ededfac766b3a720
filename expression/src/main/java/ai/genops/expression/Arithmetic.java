package ai.genops.expression;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// Code for arithmetic.
final class Arithmetic {
    private Arithmetic() {}

    static Code binary(Operator.Binary operator, Code left, Code right) {
        return switch (operator) {
            case ADD -> left.isNumber() && right.isNumber() ? numbers((a, b) -> a + b, left, right) : add(left, right);
            case SUBTRACT -> numbers((a, b) -> a - b, left, right);
            case MULTIPLY -> multiply(left, right);
            case DIVIDE -> divide(left, right);
            case REMAINDER -> numbers((a, b) -> a % b, left, right);
            case POWER -> numbers(Math::pow, left, right);
            case BIT_AND -> numbers((a, b) -> Values.int32(a) & Values.int32(b), left, right);
            case BIT_OR -> numbers((a, b) -> Values.int32(a) | Values.int32(b), left, right);
            case BIT_XOR -> numbers((a, b) -> Values.int32(a) ^ Values.int32(b), left, right);
            case SHIFT_LEFT -> numbers((a, b) -> Values.int32(a) << (Values.int32(b) & 31), left, right);
            case SHIFT_RIGHT -> numbers((a, b) -> Values.int32(a) >> (Values.int32(b) & 31), left, right);
            case SHIFT_RIGHT_UNSIGNED ->
                numbers((a, b) -> Integer.toUnsignedLong(Values.int32(a)) >>> (Values.int32(b) & 31), left, right);
            case EQUAL, NOT_EQUAL, SAME, NOT_SAME, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL, IN ->
                throw new IllegalArgumentException(operator + " is not arithmetic");
        };
    }

    static Code unary(Operator.Unary operator, Code operand) {
        return switch (operator) {
            case NOT -> not(operand);
            case NEGATE -> numbers((a, _) -> -a, operand, operand);
            case PLUS -> plus(operand);
            case BIT_NOT -> numbers((a, _) -> ~Values.int32(a), operand, operand);
            case TYPEOF -> typeOf(operand);
            case VOID -> nothing(operand);
        };
    }

    private interface Operation {
        double of(double left, double right);
    }

    private static Code numbers(Operation operation, Code left, Code right) {
        return new Code.Numeric() {
            @Override
            double number(Event event, Locals locals) {
                return operation.of(left.number(event, locals), right.number(event, locals));
            }
        };
    }

    private static Code multiply(Code left, Code right) {
        return new Code.Numeric() {
            @Override
            double number(Event event, Locals locals) {
                return left.number(event, locals) * right.number(event, locals);
            }
        };
    }

    private static Code divide(Code left, Code right) {
        return new Code.Numeric() {
            @Override
            double number(Event event, Locals locals) {
                return left.number(event, locals) / right.number(event, locals);
            }
        };
    }

    /// `+` where either side may be text.
    private static Code add(Code left, Code right) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                Object a = Values.primitive(left.value(event, locals));
                Object b = Values.primitive(right.value(event, locals));
                if (a instanceof String || b instanceof String) {
                    return concat(Values.text(a), Values.text(b), locals);
                }
                return Values.box(Values.number(a) + Values.number(b));
            }
        };
    }

    static String concat(String left, String right, Locals locals) {
        long length = (long) left.length() + right.length();
        Limits.checkText(length);
        locals.spend(length);
        return left.concat(right);
    }

    private static Code not(Code operand) {
        return new Code.Logical() {
            @Override
            boolean test(Event event, Locals locals) {
                return !operand.test(event, locals);
            }
        };
    }

    private static Code plus(Code operand) {
        return new Code.Numeric() {
            @Override
            double number(Event event, Locals locals) {
                return operand.number(event, locals);
            }
        };
    }

    private static Code typeOf(Code operand) {
        return new Code() {
            @Override
            Object value(Event event, Locals locals) {
                return Values.typeName(operand.value(event, locals));
            }
        };
    }

    private static Code nothing(Code operand) {
        return new Code() {
            @Override
            @Nullable
            Object value(Event event, Locals locals) {
                operand.value(event, locals);
                return null;
            }
        };
    }
}
