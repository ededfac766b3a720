package ai.genops.search.command;

import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `streamstats window=5 current=f avg(cost) by team`: what `stats` computes over the rows so far, in their
/// order.
record Streamstats(List<Aggregation> aggregations, List<String> by, Frame frame) implements Command.Step {

    static Streamstats read(Cursor in) {
        long window = 0;
        boolean current = true;
        for (String option = option(in); option != null; option = option(in)) {
            switch (option) {
                case "window" -> window = Numbers.required(in);
                case "current" -> current = Numbers.flag(in);
                default -> Numbers.flag(in);
            }
        }
        Stats stats = Stats.read(in);
        return new Streamstats(stats.aggregations(), stats.by(), new Frame(true, window, current));
    }

    private static @org.jspecify.annotations.Nullable String option(Cursor in) {
        return in.option("window", "current", "global");
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return Windows.add(input, aggregations, by, input.order(), frame, planning);
    }
}
