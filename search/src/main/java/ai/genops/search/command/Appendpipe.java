package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `appendpipe [stats ...]`: what these commands make of the rows there are, under those rows. Splunk, Search
/// Reference, `appendpipe`.
record Appendpipe(List<Command.Step> steps) implements Command.Step {

    static Appendpipe read(Cursor in) {
        while (in.option("run_in_preview") != null) {
            in.optionValue();
        }
        in.expect("[", "before the commands");
        List<Command.Step> steps = Pipeline.steps(in);
        in.expect("]", "after the commands");
        return new Appendpipe(steps);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Relation made = Pipeline.apply(steps, input, planning);
        return Unions.inSequence(List.of(input, made), "appendpipe", planning);
    }
}
