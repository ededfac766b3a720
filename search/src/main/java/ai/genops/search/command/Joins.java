package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What the commands that put rows beside one another share.
final class Joins {
    /// Kept of the row they are put beside, if that has them.
    private static final Set<String> OWN = Set.of("_time", "_raw", "_indextime");

    private Joins() {}

    /// The rows of a join under the names of its left side and, where that has none or `rightWins`, of its right.
    static Relation merge(Relation joined, Schema right, boolean rightWins, Planning planning) {
        Schema left = joined.schema();
        var columns = new ArrayList<Assignment>();
        Schema names = left;
        for (String name : right.knownNames().toList()) {
            Expr added = right.find(name);
            Expr own = left.isKnown(name) ? left.find(name) : null;
            if (added == null || (own != null && OWN.contains(name))) {
                continue;
            }
            Expr value = own == null ? added : rightWins ? either(added, own) : either(own, added);
            Column column = planning.column(value.type());
            columns.add(new Assignment(column, value));
            names = names.with(name, column);
        }
        return joined.extend(columns).with(names);
    }

    static Expr either(Expr first, Expr second) {
        Type type = Coerce.common(List.of(first, second));
        return call(Op.COALESCE, type, Coerce.to(type, first), Coerce.to(type, second));
    }
}
