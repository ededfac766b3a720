package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.List;

/// Numbers rows from 1 in their order, all together or within each combination of keys.
final class RowNumbers {
    private RowNumbers() {}

    static Relation add(Relation input, Column number) {
        return add(input, List.of(), number);
    }

    static Relation add(Relation input, List<Expr> keys, Column number) {
        var value = new Plan.Assignment(number, new Call(Op.ROW_NUMBER, List.of(), Type.NUMBER));
        var window = new Plan.Window(input.plan(), keys, input.order(), Plan.Frame.WHOLE, List.of(value));
        return new Relation(window, input.schema(), input.order());
    }
}
