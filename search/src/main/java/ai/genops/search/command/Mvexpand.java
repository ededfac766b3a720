package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `mvexpand field limit=5`: a row for each value of a multivalue field, or each of its first values. Splunk, Search
/// Reference, `mvexpand`.
record Mvexpand(String field, long limit) implements Command.Step {

    static Mvexpand read(Cursor in) {
        String field = in.name("a field");
        return new Mvexpand(field, in.option("limit") == null ? 0 : Numbers.required(in));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr found = planning.field(field, input.schema());
        if (found instanceof Expr.Null || (found.type() != Type.LIST && found.type() != Type.ANY)) {
            return input;
        }
        Expr value = Coerce.list(found);
        Expr some = limit == 0 ? value : call(Op.LIST_SLICE, Type.LIST, value, new Num(0), new Num(limit - 1));
        Column each = planning.column(Type.TEXT);
        return of(input, some, each, planning).with(input.schema().with(field, each));
    }

    /// A row for each value of a list, in the list's order within the order there was.
    static Relation of(Relation input, Expr list, Column each, Planning planning) {
        Column place = planning.column(Type.NUMBER);
        Order order = input.order().then(Order.by(new Order.Key(place, false)));
        return new Relation(new Plan.Expand(input.plan(), list, each, place), input.schema(), order);
    }
}
