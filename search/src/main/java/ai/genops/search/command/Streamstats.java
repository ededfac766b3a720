package ai.genops.search.command;

import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `streamstats window=5 current=f avg(cost) by team`: what `stats` computes over the rows so far, in their order. A
/// window counts rows of all groups unless `global=f`. `reset_on_change=t`, `reset_before=(x>1)` and
/// `reset_after=(x>1)` begin anew. Splunk, Search Reference, `streamstats`.
record Streamstats(List<Aggregation> aggregations, List<String> by, Frame frame, boolean global, Resets resets)
        implements Command.Step {

    static Streamstats read(Cursor in) {
        long window = 0;
        boolean current = true;
        boolean global = true;
        Resets resets = Resets.NONE;
        for (String option = option(in); option != null; option = option(in)) {
            switch (option) {
                case "window" -> window = Numbers.required(in);
                case "current" -> current = Numbers.flag(in);
                case "global" -> global = Numbers.flag(in);
                case "allnum" -> Numbers.flag(in);
                case "reset_on_change" -> resets = resets.onChange(Numbers.flag(in));
                case "reset_before" -> resets = resets.before(condition(in));
                case "reset_after" -> resets = resets.after(condition(in));
                default -> throw in.error("`streamstats` counts rows, not time", "Use window=, or timechart.");
            }
        }
        Stats stats = Stats.read(in);
        return new Streamstats(stats.aggregations(), stats.by(), new Frame(true, window, current), global, resets);
    }

    private static @Nullable String option(Cursor in) {
        return in.option(
                "window",
                "current",
                "global",
                "allnum",
                "reset_on_change",
                "reset_before",
                "reset_after",
                "time_window");
    }

    private static Eval condition(Cursor in) {
        in.expect("(", "before the condition");
        Eval condition = new EvalParser(in).parse();
        in.expect(")", "after the condition");
        return condition;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Resets.Segmented segmented = resets.apply(input, by, planning);
        boolean shared = global && frame.rows() > 0 && !by.isEmpty();
        Frame used = shared ? frame.byNumber() : frame;
        return Windows.add(segmented.rows(), aggregations, by, segmented.keys(), input.order(), used, planning);
    }
}
