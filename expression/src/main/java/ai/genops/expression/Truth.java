package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// Whether an expression counts as true on every event, or as false, as far as its form tells.
final class Truth {
    private Truth() {}

    /// Null where it depends on the event.
    static @Nullable Boolean of(Node node) {
        return switch (node) {
            case Node.Literal(var value) -> Values.isTrue(value);
            case Node.ArrayOf _, Node.ObjectOf _, Node.Arrow _, Node.FunctionValue _ -> true;
            case Node.Unary(var operator, var operand) when operator == Operator.Unary.NOT -> not(of(operand));
            case Node.Logical(var operator, var left, var right) -> logical(operator, of(left), of(right));
            case Node.Conditional choice -> same(of(choice.yes()), of(choice.no()));
            case Node.Binary _, Node.Call _ -> folded(node);
            default -> null;
        };
    }

    private static @Nullable Boolean folded(Node node) {
        return Compiler.compile(node) instanceof Code.Constant constant
                ? Boolean.valueOf(Values.isTrue(constant.value()))
                : null;
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : Boolean.valueOf(!value);
    }

    private static @Nullable Boolean same(@Nullable Boolean left, @Nullable Boolean right) {
        return (left != null && left.equals(right)) ? left : null;
    }

    private static @Nullable Boolean logical(
            Operator.Logical operator, @Nullable Boolean left, @Nullable Boolean right) {
        return switch (operator) {
            case OR -> decided(true, left, right);
            case AND -> decided(false, left, right);
            case COALESCE -> same(left, right);
        };
    }

    /// One side that is surely `value` is enough for it.
    private static @Nullable Boolean decided(boolean value, @Nullable Boolean left, @Nullable Boolean right) {
        Boolean wanted = value;
        return (wanted.equals(left) || wanted.equals(right)) ? wanted : same(left, right);
    }
}
