package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr.Flag;
import java.util.ArrayList;
import java.util.List;

/// Conditions put together.
public final class Conditions {
    private Conditions() {}

    public static Expr and(Expr left, Expr right) {
        return left.equals(new Flag(true)) ? right : all(Op.AND, List.of(left, right));
    }

    /// True if there are none.
    public static Expr and(List<Expr> conditions) {
        List<Expr> parts = conditions.stream()
                .filter(condition -> !condition.equals(new Flag(true)))
                .toList();
        return parts.isEmpty() ? new Flag(true) : all(Op.AND, ManyValues.together(Op.NE, parts));
    }

    /// False if there are none.
    public static Expr or(List<Expr> conditions) {
        return conditions.isEmpty() ? new Flag(false) : all(Op.OR, ManyValues.together(Op.EQ, conditions));
    }

    /// One of as many parts as there are: nested two by two a thousand of them would be a thousand deep, for which
    /// neither this machine's stack nor the engine's has room.
    private static Expr all(Op op, List<Expr> conditions) {
        List<Expr> parts = new ArrayList<>();
        for (Expr condition : conditions) {
            if (condition instanceof Expr.Call(Op of, var inner, var _) && of == op) {
                parts.addAll(inner);
            } else {
                parts.add(condition);
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Expr.Call(op, List.copyOf(parts), Type.BOOLEAN);
    }

    public static Expr not(Expr condition) {
        return call(Op.NOT, Type.BOOLEAN, condition);
    }

    public static Expr present(Expr value) {
        return not(call(Op.IS_NULL, Type.BOOLEAN, value));
    }

    public static Expr allPresent(List<Expr> values) {
        return values.stream().map(Conditions::present).reduce(Conditions::and).orElse(new Flag(true));
    }

    /// True or false, never unknown: so that NOT keeps what does not have the field.
    public static Expr certain(Expr condition) {
        return call(Op.IS_TRUE, Type.BOOLEAN, condition);
    }
}
