package ai.genops.search.command;

import ai.genops.search.plan.Assigned;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import ai.genops.search.spl.Eval;
import ai.genops.search.spl.EvalParser;
import java.util.List;

/// `streamstats window=5 current=f avg(cost) by team`: what `stats` computes over the rows so far, in their order. A
/// window counts rows of all groups unless `global=f`. `reset_on_change=t`, `reset_before=(x>1)` and
/// `reset_after=(x>1)` begin anew. `time_window=5m` takes rows of less than five minutes before, or after where the
/// newest come first. Splunk, Search Reference, `streamstats`.
record Streamstats(
        List<Aggregation> aggregations,
        List<String> by,
        Frame frame,
        boolean global,
        boolean allNumbers,
        Resets resets,
        int at)
        implements Command.Step {

    /// A century, in seconds; more the engine cannot count back from every time.
    private static final double LONGEST = 100 * 365.25 * 86_400;

    private static final String[] OPTIONS = {
        "window", "current", "global", "allnum", "reset_on_change", "reset_before", "reset_after", "time_window"
    };

    /// Options stand before the aggregates or behind them.
    static Streamstats read(Cursor in) {
        var none = new Streamstats(List.of(), List.of(), new Frame(true, 0, true), true, false, Resets.NONE, in.here());
        Streamstats start = none.options(in);
        List<Aggregation> aggregations = Aggregation.readAll(in);
        Streamstats read = start.options(in);
        List<String> by = in.acceptWord("by") ? FieldLists.readUntil(in, OPTIONS) : List.of();
        read = read.options(in);
        return new Streamstats(aggregations, by, read.frame, read.global, read.allNumbers, read.resets, none.at);
    }

    private Streamstats options(Cursor in) {
        Frame frame = this.frame;
        boolean global = this.global;
        boolean allNumbers = this.allNumbers;
        Resets resets = this.resets;
        for (String option = in.option(OPTIONS); option != null; option = in.option(OPTIONS)) {
            switch (option) {
                case "window" ->
                    frame = new Frame(true, Numbers.required(in), frame.includesCurrent(), false, frame.micros());
                case "current" -> frame = new Frame(true, frame.rows(), Numbers.flag(in), false, frame.micros());
                case "global" -> global = Numbers.flag(in);
                case "allnum" -> allNumbers = Numbers.flag(in);
                case "reset_on_change" -> resets = resets.onChange(Numbers.flag(in));
                case "reset_before" -> resets = resets.before(condition(in));
                case "reset_after" -> resets = resets.after(condition(in));
                default -> frame = frame.within(Math.round(Math.min(Numbers.seconds(in), LONGEST) * 1e6));
            }
        }
        UnknownOption.refuse(in, "streamstats", OPTIONS);
        return new Streamstats(aggregations, by, frame, global, allNumbers, resets, at);
    }

    /// `(x>1)`, also with the brackets in quotes, as the documentation writes them: `"("x>1")"`.
    private static Eval condition(Cursor in) {
        String open = in.accept("\"") ? "\"" : "";
        in.expect("(", "before the condition");
        String quote = !open.isEmpty() && in.accept("\"") ? "\"" : "";
        Eval condition = new EvalParser(in).parse();
        in.expect(quote + ")", "after the condition");
        in.expect(open, "after the condition");
        return condition;
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Resets.Segmented segmented = resets.apply(input, by, planning);
        boolean shared = global && frame.rows() > 0 && !by.isEmpty();
        Frame used = shared ? frame.byNumber() : frame;
        Order order = frame.micros() > 0 ? byTime(input, planning) : input.order();
        return Windows.add(segmented.rows(), aggregations, allNumbers, by, segmented.keys(), order, used, planning);
    }

    private Order byTime(Relation input, Planning planning) {
        if (frame.rows() > 0) {
            throw planning.error(at, "a window counts rows or time, not both", "Leave out window= or time_window=.");
        }
        Expr time = planning.field("_time", input.schema());
        List<Order.Key> keys = input.order().keys();
        if (keys.isEmpty() || !isTime(keys.getFirst().column(), time, input)) {
            throw planning.error(at, "`time_window` needs rows in the order of `_time`", "Write sort 0 _time before.");
        }
        return Order.by(keys.getFirst());
    }

    /// What is no time by its type is sorted by its number first.
    private static boolean isTime(Column key, Expr time, Relation input) {
        return key.equals(time) || Coerce.number(time).equals(Assigned.value(key, input.plan()));
    }
}
