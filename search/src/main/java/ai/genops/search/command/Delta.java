package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;

/// `delta count AS change p=1`: by how much a number differs from the one `p` rows before. Splunk, Search Reference,
/// `delta`.
record Delta(String field, String target, long distance) implements Command.Step {

    static Delta read(Cursor in) {
        String field = in.name("a field");
        String target = in.acceptWord("as") ? in.name("the new name") : "delta(" + field + ")";
        long distance = in.option("p") == null ? 1 : Numbers.required(in);
        return new Delta(field, target, distance);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = Coerce.number(planning.field(field, input.schema()));
        Column before = planning.column(Type.NUMBER);
        Relation rows = Series.lag(input, value, distance, before, planning);
        return rows.define(target, planning.column(Type.NUMBER), call(Op.SUBTRACT, Type.NUMBER, value, before));
    }
}
