package ai.genops.search.command;

import ai.genops.search.plan.Order;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `reverse`: the last row first.
record Reverse() implements Command.Step {

    static Reverse read(Cursor in) {
        return new Reverse();
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        return of(input, planning);
    }

    /// By row number, because missing values come last in either direction of a sort.
    static Relation of(Relation input, Planning planning) {
        var number = planning.column(Type.NUMBER);
        return RowNumbers.add(input, number).with(Order.by(new Order.Key(number, true)));
    }
}
