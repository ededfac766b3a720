package ai.genops.search.plan;

import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;

/// Values that no row lacks, so that nobody has to look for one that does: an event's time, and the span it lies in.
public final class Certain {
    private Certain() {}

    /// Whether every row of a plan has the value; false where that is not known.
    public static boolean is(Expr value, Plan plan) {
        return switch (value) {
            case Column column -> isColumn(column, plan);
            case Call call -> call.op() == Op.TIME_BIN && is(call.args().getFirst(), plan);
            case Expr.Attribute _, Expr.Text _, Expr.Num _, Expr.Flag _, Expr.Null _ -> false;
        };
    }

    /// Goes down the steps that add columns and take rows away.
    private static boolean isColumn(Column column, Plan plan) {
        return switch (plan) {
            case Plan.Scan scan -> column.equals(scan.events().time());
            case Plan.Filter filter -> isColumn(column, filter.input());
            case Plan.Limit limit -> isColumn(column, limit.input());
            case Plan.Extend extend ->
                extend.columns().stream()
                        .filter(assignment -> assignment.column().equals(column))
                        .findFirst()
                        .map(assignment -> is(assignment.value(), extend.input()))
                        .orElseGet(() -> isColumn(column, extend.input()));
            case Plan.Inventory _,
                    Plan.Rows _,
                    Plan.Aggregate _,
                    Plan.Window _,
                    Plan.Expand _,
                    Plan.Fill _,
                    Plan.Values _,
                    Plan.Kept _,
                    Plan.Partials _,
                    Plan.Join _,
                    Plan.Union _ -> false;
        };
    }
}
