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
            case Node.Conditional(_, var yes, var no) -> same(of(yes), of(no));
            case Node.Binary _, Node.Call _ ->
                Compiler.compile(node) instanceof Code.Constant constant ? Values.isTrue(constant.value) : null;
            default -> null;
        };
    }

    private static @Nullable Boolean not(@Nullable Boolean value) {
        return value == null ? null : !value;
    }

    private static @Nullable Boolean same(@Nullable Boolean left, @Nullable Boolean right) {
        return left != null && left.equals(right) ? left : null;
    }

    private static @Nullable Boolean logical(
            Operator.Logical operator, @Nullable Boolean left, @Nullable Boolean right) {
        return switch (operator) {
            case OR -> isSurely(true, left) || isSurely(true, right) ? Boolean.TRUE : same(left, right);
            case AND -> isSurely(false, left) || isSurely(false, right) ? Boolean.FALSE : same(left, right);
            case COALESCE -> same(left, right);
        };
    }

    private static boolean isSurely(boolean wanted, @Nullable Boolean value) {
        return value != null && value == wanted;
    }
}
