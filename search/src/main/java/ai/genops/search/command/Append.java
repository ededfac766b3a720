package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `append [search ...]`: the rows of a subsearch under those there are. Splunk, Search Reference, `append`.
record Append(Pipeline search, int at) implements Command.Step {

    static Append read(Cursor in) {
        while (in.option("extendtimerange", "maxtime", "maxout", "timeout") != null) {
            in.optionValue();
        }
        int at = in.here();
        return new Append(Subsearches.read(in), at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return Unions.inSequence(List.of(input, Subsearches.plan(search, at, planning)), "append", planning);
    }
}
