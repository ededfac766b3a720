package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Flag;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Type;
import java.util.List;

/// Conditions put together.
final class Conditions {
    private Conditions() {}

    static Expr and(Expr left, Expr right) {
        return left.equals(new Flag(true)) ? right : call(Op.AND, Type.BOOLEAN, left, right);
    }

    static Expr or(List<Expr> conditions) {
        return conditions.stream()
                .reduce((left, right) -> call(Op.OR, Type.BOOLEAN, left, right))
                .orElse(new Flag(false));
    }

    static Expr not(Expr condition) {
        return call(Op.NOT, Type.BOOLEAN, condition);
    }

    static Expr present(Expr value) {
        return not(call(Op.IS_NULL, Type.BOOLEAN, value));
    }

    static Expr allPresent(List<Expr> values) {
        return values.stream().map(Conditions::present).reduce(Conditions::and).orElse(new Flag(true));
    }

    /// True or false, never unknown: so that NOT keeps what does not have the field.
    static Expr certain(Expr condition) {
        return call(Op.IS_TRUE, Type.BOOLEAN, condition);
    }
}
