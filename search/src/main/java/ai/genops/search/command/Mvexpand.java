package ai.genops.search.command;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `mvexpand field`: a row for each value of a multivalue field.
record Mvexpand(String field) implements Command.Step {

    static Mvexpand read(Cursor in) {
        String field = in.name("a field");
        if (in.option("limit") != null) {
            Numbers.required(in);
        }
        return new Mvexpand(field);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        if (value.type() != Type.LIST) {
            return input;
        }
        var each = planning.column(Type.TEXT);
        return new Relation(
                new Plan.Expand(input.plan(), value, each), input.schema().with(field, each), input.order());
    }
}
