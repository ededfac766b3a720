package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Plan.Frame;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;

/// `filldown a b*`: where a value is missing, the last one before it; without fields, in all. Splunk, Search
/// Reference, `filldown`.
record Filldown(List<String> fields) implements Command.Step {

    static Filldown read(Cursor in) {
        return new Filldown(FieldLists.readOptional(in));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<String> patterns = fields.isEmpty() ? List.of("*") : fields;
        List<String> names = patterns.stream()
                .flatMap(pattern -> input.schema().expand(pattern).stream())
                .distinct()
                .toList();
        Relation rows = input;
        for (String name : names) {
            Expr value = planning.field(name, input.schema());
            Column own = planning.column(value.type());
            Column last = planning.column(value.type());
            rows = rows.extend(List.of(new Assignment(own, value)));
            rows = Series.window(
                    rows, new Frame(true, 0, true), new Assignment(last, call(Op.LAST_PRESENT, value.type(), own)));
            rows = rows.with(rows.schema().with(name, last));
        }
        return rows;
    }
}
