package ai.genops.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a resolved expression is known to give.
final class Types {
    private Types() {}

    static Type of(Node node) {
        return switch (node) {
            case Node.Literal(var value) -> of(value);
            case Node.Attribute _, Node.ResourceAttribute _, Node.Own _, Node.Local _, Node.Member _, Node.Chain _ ->
                Type.ANY;
            case Node.Field field -> field.type();
            case Node.Given(var builtIn) -> builtIn.type();
            case Node.Unary unary -> unary(unary.operator());
            case Node.Exact(var plain) -> exact(plain);
            case Node.ExactNegation(var operand) -> of(operand) == Type.NUMBER ? Type.NUMBER : Type.ANY;
            case Node.Spread _ -> Type.ANY;
            case Node.Binary binary -> binary(binary.operator(), binary.left(), binary.right());
            case Node.Logical(var operator, var left, var right) -> logical(operator, left, right);
            case Node.Conditional choice -> of(choice.yes()).or(of(choice.no()));
            case Node.Join _ -> Type.TEXT;
            case Node.ArrayOf _ -> Type.LIST;
            case Node.ObjectOf _, Node.WholeEvent _ -> Type.OBJECT;
            case Node.Call call -> call.function().result();
            case Node.MethodCall call -> call.methods().result(of(call.object()));
            case Node.Arrow _, Node.FunctionValue _, Node.Body _, Node.CallLocal _ -> Type.ANY;
            case Node.Copy(var of) -> of(of);
            case Node.Made(var of) -> of(of);
            case Node.Assign assign -> of(assign.value());
            case Node.SetMember set -> of(set.value());
            case Node.DeleteMember _ -> Type.BOOLEAN;
            case Node.Sequence(var nodes) -> of(nodes.getLast());
        };
    }

    private static Type of(@Nullable Object value) {
        return switch (value) {
            case null -> Type.NOTHING;
            case JsNull _ -> Type.NOTHING;
            case String _ -> Type.TEXT;
            case Number _ -> Type.NUMBER;
            case Boolean _ -> Type.BOOLEAN;
            case List<?> _ -> Type.LIST;
            case Map<?, ?> _ -> Type.OBJECT;
            default -> Type.OBJECT;
        };
    }

    private static Type unary(Operator.Unary operator) {
        return switch (operator) {
            case NOT -> Type.BOOLEAN;
            case NEGATE, PLUS, BIT_NOT -> Type.NUMBER;
            case TYPEOF -> Type.TEXT;
            case VOID -> Type.NOTHING;
        };
    }

    private static Type binary(Operator.Binary operator, Node left, Node right) {
        if (operator.isEquality() || operator.isOrder() || operator == Operator.Binary.IN) {
            return Type.BOOLEAN;
        }
        return operator == Operator.Binary.ADD ? sum(of(left), of(right)) : Type.NUMBER;
    }

    /// Where either side may be a decimal, so may be the result.
    private static Type exact(Node.Binary plain) {
        Type type = binary(plain.operator(), plain.left(), plain.right());
        boolean mayBeDecimal = of(plain.left()) == Type.ANY || of(plain.right()) == Type.ANY;
        return type == Type.NUMBER && mayBeDecimal ? Type.ANY : type;
    }

    private static Type sum(Type left, Type right) {
        if (left == Type.TEXT || right == Type.TEXT) {
            // A text that is not there adds as undefined: to a number, even then, it may give a number.
            return isPlain(left) && isPlain(right) && left == right ? Type.TEXT : Type.ANY;
        }
        return isNumeric(left) && isNumeric(right) ? Type.NUMBER : Type.ANY;
    }

    private static boolean isPlain(Type type) {
        return type == Type.TEXT;
    }

    private static boolean isNumeric(Type type) {
        return type == Type.NUMBER || type == Type.BOOLEAN;
    }

    private static Type logical(Operator.Logical operator, Node left, Node right) {
        if (operator == Operator.Logical.COALESCE && of(left) == Type.NOTHING) {
            return of(right);
        }
        return of(left).or(of(right));
    }
}
