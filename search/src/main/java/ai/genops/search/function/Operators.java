package ai.genops.search.function;

import static ai.genops.search.plan.Coerce.number;
import static ai.genops.search.plan.Coerce.text;
import static ai.genops.search.plan.Expr.call;
import static ai.genops.search.plan.Type.BOOLEAN;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Type;
import java.util.Map;

/// What the operators of `eval` mean for values of which only some have a known type.
final class Operators {
    private static final Map<String, Op> COMPARISONS =
            Map.of("=", Op.EQ, "!=", Op.NE, "<", Op.LT, "<=", Op.LE, ">", Op.GT, ">=", Op.GE);

    private static final Map<String, Op> ARITHMETIC =
            Map.of("-", Op.SUBTRACT, "*", Op.MULTIPLY, "/", Op.DIVIDE, "%", Op.MODULO);

    private Operators() {}

    static Expr binary(String operator, Expr left, Expr right) {
        Op arithmetic = ARITHMETIC.get(operator);
        if (arithmetic != null) {
            return call(arithmetic, Type.NUMBER, number(left), number(right));
        }
        return switch (operator) {
            case "xor" -> call(Op.NE, BOOLEAN, Coerce.condition(left), Coerce.condition(right));
            case "like" -> LogicFunctions.like(left, right);
            case "." -> concat(left, right);
            default -> compare(operator, left, right);
        };
    }

    static Expr concat(Expr left, Expr right) {
        return call(Op.CONCAT, Type.TEXT, text(left), text(right));
    }

    /// Numbers add, texts join. Splunk refuses a number beside a text (`round(x, 1) + "%"`); here that joins,
    /// too.
    static Expr plus(Expr left, Expr right, Planning planning, int at) {
        if (isText(left) || isText(right)) {
            if (left.type().isNumeric() || right.type().isNumeric()) {
                planning.generous(at, "`+` joins a number and a text", "Join with a dot: round(x, 1) . \"%\"");
            }
            return planning.isStrict() ? joinedTexts(left, right) : concat(left, right);
        }
        if (planning.isStrict()) {
            Expr texts = joinedTexts(left, right);
            Expr numbers = call(Op.ADD, Type.NUMBER, addend(left), addend(right));
            return left.type().isNumeric() || right.type().isNumeric()
                    ? numbers
                    : LogicFunctions.choose(LogicFunctions.not(LogicFunctions.isNull(numbers)), numbers, texts);
        }
        Expr sum = call(Op.ADD, Type.NUMBER, addend(left), addend(right));
        if (!isOpenText(left)
                && !isOpenText(right)
                && (left.type().isNumeric() || right.type().isNumeric())) {
            return sum;
        }
        return LogicFunctions.choose(LogicFunctions.not(LogicFunctions.isNull(sum)), sum, concat(left, right));
    }

    /// A value as a number. What [#plus] made of two that may be numbers or texts is their sum or what they join
    /// to; as a number it is the sum alone. So what was joined is a text for all that follows, and a chain of n is
    /// no 2^n parts.
    private static Expr addend(Expr value) {
        boolean either = value instanceof Call(Op choice, var args, Type type)
                && choice == Op.IF
                && type == Type.ANY
                && isAnyOf(args.get(1), Op.ADD)
                && isAnyOf(args.get(2), Op.CONCAT);
        return either ? ((Call) ((Call) value).args().get(1)).args().getFirst() : number(value);
    }

    private static boolean isAnyOf(Expr value, Op made) {
        return value instanceof Call(Op _, var args, Type type)
                && type == Type.ANY
                && !args.isEmpty()
                && args.getFirst() instanceof Call(Op op, var _, Type _)
                && op == made;
    }

    /// Null if one of them turns out to be a number.
    private static Expr joinedTexts(Expr left, Expr right) {
        Expr texts = call(Op.AND, BOOLEAN, isNoNumber(left), isNoNumber(right));
        return LogicFunctions.choose(texts, concat(left, right), new Null(Type.TEXT));
    }

    private static Expr isNoNumber(Expr value) {
        return mayBeNumber(value) ? LogicFunctions.isNull(number(value)) : new Flag(true);
    }

    private static boolean isText(Expr value) {
        return (value.type() == Type.TEXT && !isOpenText(value) && !(value instanceof Null))
                || value.type() == Type.LIST;
    }

    /// A column of text may hold a number: what `stats` groups by is text whatever it was before.
    private static boolean isOpenText(Expr value) {
        return value instanceof Column(var _, Type type) && type == Type.TEXT;
    }

    /// As numbers if one side is a number or both turn out to be; otherwise as text.
    static Expr compare(String operator, Expr left, Expr right) {
        Op op = COMPARISONS.getOrDefault(operator, Op.EQ);
        if (left.type() == BOOLEAN && right.type() == BOOLEAN) {
            return call(op, BOOLEAN, left, right);
        }
        if (left.type().isNumeric() || right.type().isNumeric()) {
            return numeric(op, left, right);
        }
        Expr asText = call(op, BOOLEAN, text(left), text(right));
        if (!mayBeNumber(left) || !mayBeNumber(right)) {
            return asText;
        }
        return call(Op.COALESCE, BOOLEAN, call(op, BOOLEAN, number(left), number(right)), asText);
    }

    private static boolean mayBeNumber(Expr value) {
        return value.type() == Type.ANY || isOpenText(value);
    }

    /// A text that is no number differs from every number.
    private static Expr numeric(Op op, Expr left, Expr right) {
        Expr comparison = call(op, BOOLEAN, number(left), number(right));
        if (op != Op.NE || (left.type().isNumeric() && right.type().isNumeric())) {
            return comparison;
        }
        Expr other = left.type().isNumeric() ? right : left;
        Expr present = call(Op.IF, BOOLEAN, LogicFunctions.isNull(other), new Null(BOOLEAN), new Flag(true));
        return call(Op.COALESCE, BOOLEAN, comparison, present);
    }
}
