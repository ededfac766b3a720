package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `nomv field`: makes one text of several values, one per line. Splunk, Search Reference, `nomv`.
record Nomv(String field) implements Command.Step {

    static Nomv read(Cursor in) {
        return new Nomv(in.name("a field"));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        Expr joined = value.type() == Type.LIST ? call(Op.LIST_JOIN, Type.TEXT, value, new Text("\n")) : value;
        return input.define(field, planning.column(joined.type()), joined);
    }
}
