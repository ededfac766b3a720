package ai.genops.search.command;

import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `appendcols [search ...]`: the fields of a subsearch's first row in the first row, of its second in the second,
/// and so on. With `override=true` its values go first. Splunk, Search Reference, `appendcols`.
record Appendcols(boolean override, Pipeline search, int at) implements Command.Step {

    static Appendcols read(Cursor in) {
        boolean override = false;
        for (String option = option(in); option != null; option = option(in)) {
            if (option.equals("override")) {
                override = Numbers.flag(in);
            } else {
                in.optionValue();
            }
        }
        int at = in.here();
        return new Appendcols(override, Subsearches.read(in), at);
    }

    private static @Nullable String option(Cursor in) {
        return in.option("override", "maxtime", "maxout", "timeout");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Column left = planning.column(Type.NUMBER);
        Column right = planning.column(Type.NUMBER);
        Relation rows = RowNumbers.add(input, left);
        Relation found = RowNumbers.add(Subsearches.plan(search, at, planning), right);
        var plan = new Plan.Join(rows.plan(), found.plan(), List.of(new Plan.Match(left, right)), true);
        return Joins.merge(new Relation(plan, rows.schema(), rows.order()), found.schema(), override, planning);
    }
}
