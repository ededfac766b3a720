package ai.genops.search.command;

import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `eventstats avg(cost) as usual by team`: what `stats` computes, added to every row of the group. Rows
/// without one of the `by` fields stay as they are.
record Eventstats(List<Aggregation> aggregations, List<String> by, boolean allNumbers) implements Command.Step {

    static Eventstats read(Cursor in) {
        Stats stats = Stats.read("eventstats", in);
        return new Eventstats(stats.aggregations(), stats.by(), stats.options().allNumbers());
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return Windows.add(input, aggregations, allNumbers, by, List.of(), Order.NONE, Frame.WHOLE, planning);
    }
}
