package ai.genops.search.plan;

import ai.genops.search.plan.Expr.Column;
import org.jspecify.annotations.Nullable;

/// What a column of a plan was set to.
public final class Assigned {
    private Assigned() {}

    /// Goes down the steps that add columns, order rows and take some away; null if it ends before the column is set.
    public static @Nullable Expr value(Column column, Plan plan) {
        return switch (plan) {
            case Plan.Extend extend ->
                extend.columns().stream()
                        .filter(assignment -> assignment.column().equals(column))
                        .findFirst()
                        .map(Plan.Assignment::value)
                        .orElseGet(() -> value(column, extend.input()));
            case Plan.Filter filter -> value(column, filter.input());
            case Plan.Limit limit -> value(column, limit.input());
            case Plan.Window window -> value(column, window.input());
            default -> null;
        };
    }
}
