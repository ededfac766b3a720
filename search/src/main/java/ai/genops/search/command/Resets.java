package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.function.Expressions;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Eval;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where `streamstats` begins anew: each stretch of rows between gets a number.
record Resets(
        boolean change, @Nullable Eval condition, @Nullable Eval afterwards) {
    static final Resets NONE = new Resets(false, null, null);

    /// @param keys to partition by besides the groups
    record Segmented(Relation rows, List<Column> keys) {}

    Resets onChange(boolean on) {
        return new Resets(on, condition, afterwards);
    }

    Resets before(Eval expression) {
        return new Resets(change, expression, afterwards);
    }

    Resets after(Eval expression) {
        return new Resets(change, condition, expression);
    }

    Segmented apply(Relation input, List<String> by, Planning planning) {
        var keys = new ArrayList<Column>();
        Relation rows = input;
        if (condition != null) {
            Expr starts = new Expressions(input.schema(), planning).condition(condition);
            rows = segment(rows, starts, true, keys, planning);
        }
        if (afterwards != null) {
            Expr ends = new Expressions(input.schema(), planning).condition(afterwards);
            rows = segment(rows, ends, false, keys, planning);
        }
        if (change) {
            for (String field : by) {
                Column before = planning.column(Type.TEXT);
                Expr value = Coerce.text(planning.field(field, input.schema()));
                rows = Series.lag(rows, value, 1, before, planning);
                Expr same = Conditions.certain(call(Op.EQ, Type.BOOLEAN, value, before));
                rows = segment(rows, Conditions.not(same), true, keys, planning);
            }
        }
        return new Segmented(rows, List.copyOf(keys));
    }

    /// Counts the rows so far for which a condition holds.
    private static Relation segment(
            Relation input, Expr condition, boolean includesCurrent, List<Column> keys, Planning planning) {
        Column flag = planning.column(Type.NUMBER);
        Column count = planning.column(Type.NUMBER);
        Expr one = call(Op.IF, Type.NUMBER, condition, new Num(1), new Null(Type.NUMBER));
        Relation rows = input.extend(List.of(new Assignment(flag, one)));
        keys.add(count);
        return Series.window(
                rows, new Frame(true, 0, includesCurrent), new Assignment(count, call(Op.COUNT, Type.NUMBER, flag)));
    }
}
