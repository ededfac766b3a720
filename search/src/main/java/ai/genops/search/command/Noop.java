package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;

/// `noop`, `localop`: change nothing here.
record Noop() implements Command.Step {

    static Noop read(Cursor in) {
        in.rest();
        return new Noop();
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return input;
    }
}
