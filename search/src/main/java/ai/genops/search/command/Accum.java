package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `accum count AS total`: the sum of a field over the rows so far. Rows without a number keep what they have.
/// Splunk, Search Reference, `accum`.
record Accum(String field, String target) implements Command.Step {

    static Accum read(Cursor in) {
        String field = in.name("a field");
        return new Accum(field, in.acceptWord("as") ? in.name("the new name") : field);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        Column number = planning.column(Type.NUMBER);
        Column sum = planning.column(Type.EXACT);
        Relation rows = input.extend(List.of(new Assignment(number, Coerce.number(value))));
        rows = Series.window(rows, new Frame(true, 0, true), new Assignment(sum, call(Op.SUM, Type.EXACT, number)));
        Expr total = call(Op.IF, Type.EXACT, Conditions.present(number), sum, new Null(Type.EXACT));
        return rows.define(target, planning.column(Type.EXACT), total);
    }
}
