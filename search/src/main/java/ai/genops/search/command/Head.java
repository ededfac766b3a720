package ai.genops.search.command;

import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;

/// `head 20`: the first rows, ten if it does not say how many.
record Head(long count) implements Command.Step {
    static final long DEFAULT = 10;

    static Head read(Cursor in) {
        return new Head(Numbers.optional(in, DEFAULT));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return input.limit(count);
    }
}
