package ai.genops.search.sql;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import java.time.Instant;
import java.util.List;

/// The words of one engine's SQL. [SqlWriter] composes them; nothing else knows SQL. Every text of a query
/// reaches SQL through [#expression], as a literal whose quotes are doubled.
public interface Dialect {
    /// A value of one row.
    String expression(Expr value);

    /// An aggregate; `over` is the window it is computed in, as SQL, or empty.
    String aggregate(Expr value, String over);

    /// One of several percentiles of the same values, which are collected and sorted once.
    ///
    /// @param shares of all of them, each from 0 to 1
    /// @param which of them, from 0
    String percentile(Expr value, List<Expr> shares, int which);

    /// A query that gives the columns of these events.
    String scan(Plan.Scan scan);

    String inventory(Plan.Inventory inventory);

    String rows(Plan.Rows rows);

    String values(Plan.Values values);

    /// A join that gives each row of `from` once per element, or once without; `place` counts them.
    String expand(String from, String list, String column, String place);

    String time(Instant time);

    /// A query that gives these times in a column of this name.
    String times(List<Instant> times, String column);

    default String column(Expr.Column column) {
        return "c" + column.id();
    }

    default String assignment(Assignment assignment) {
        return expression(assignment.value()) + " as " + column(assignment.column());
    }
}
