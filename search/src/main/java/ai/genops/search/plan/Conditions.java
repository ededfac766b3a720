package ai.genops.search.plan;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr.Flag;
import java.util.List;

/// Conditions put together.
public final class Conditions {
    private Conditions() {}

    public static Expr and(Expr left, Expr right) {
        return left.equals(new Flag(true)) ? right : call(Op.AND, Type.BOOLEAN, left, right);
    }

    public static Expr or(List<Expr> conditions) {
        return conditions.stream()
                .reduce((left, right) -> call(Op.OR, Type.BOOLEAN, left, right))
                .orElse(new Flag(false));
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
