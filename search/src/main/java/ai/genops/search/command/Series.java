package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import java.util.List;

/// Columns computed from a row and those before it in their order.
final class Series {
    private Series() {}

    /// The value `distance` rows before.
    static Relation lag(Relation input, Expr value, long distance, Column result, Planning planning) {
        Column own = planning.column(value.type());
        Relation rows = input.extend(List.of(new Assignment(own, value)));
        Expr lag = call(Op.LAG, value.type(), own, new Num(distance));
        return window(rows, Frame.WHOLE, new Assignment(result, lag));
    }

    static Relation window(Relation rows, Frame frame, Assignment... columns) {
        var plan = new Plan.Window(rows.plan(), List.of(), rows.order(), frame, List.of(columns));
        return new Relation(plan, rows.schema(), rows.order());
    }
}
