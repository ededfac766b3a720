package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;

/// `tail 20`: the last rows, the very last one first.
record Tail(long count) implements Command.Step {

    static Tail read(Cursor in) {
        return new Tail(Numbers.optional(in, Head.DEFAULT));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return Reverse.of(input, planning).limit(count);
    }
}
