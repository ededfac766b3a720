package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.List;
import java.util.Map;

/// `foreach mode=multivalue prices [eval total=total + <<ITEM>>]`, `mode=json_array`: the assignments once
/// for each value of a field, one after the other, with the value for `<<ITEM>>` and its place, from 0 on,
/// for `<<ITER>>`. A row with fewer values than another keeps what it has. Splunk, Search Reference,
/// `foreach`.
///
/// @param json whether the field is the text of an array
record ForeachValue(String field, boolean json, String template, int at) implements Command.Step {
    /// Values beyond these are left out, and it is said.
    private static final int MOST = 100;

    /// A name that nobody can write.
    private static final String ITEM = "\u0001item";

    static ForeachValue read(Cursor in, boolean json) {
        if (in.option("itemstr", "iterstr") != null) {
            throw in.error("`foreach` has the names <<ITEM>> and <<ITER>>", null);
        }
        String field = in.name("a field");
        int at = in.here();
        return new ForeachValue(field, json, in.bracketed(), at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        Expr value = planning.field(field, input.schema());
        Expr values = json ? call(Op.JSON_PATHS, Type.LIST, Coerce.text(value), new Text("$[*]")) : Coerce.list(value);
        Column list = planning.column(Type.LIST);
        Relation rows = input.extend(List.of(new Assignment(list, values)));
        int most = most(rows, list, planning);
        for (int i = 0; i < most; i++) {
            rows = each(rows, list, i, planning);
        }
        return rows;
    }

    private static int most(Relation rows, Column list, Planning planning) {
        Column length = planning.column(Type.NUMBER);
        Column longest = planning.column(Type.NUMBER);
        Expr count = call(Op.LIST_LENGTH, Type.NUMBER, list);
        var plan = new Plan.Aggregate(
                new Plan.Extend(rows.plan(), List.of(new Assignment(length, count))),
                List.of(),
                List.of(new Assignment(longest, call(Op.MAX, Type.NUMBER, length))));
        Object found = planning.probe()
                .rows(plan, List.of(longest), Order.NONE, 1)
                .getFirst()
                .getFirst();
        double most = found instanceof Number number ? number.doubleValue() : 0;
        if (most > MOST) {
            planning.warn("`foreach` took only the first %d values of each row".formatted(MOST));
        }
        return (int) Math.min(most, MOST);
    }

    private Relation each(Relation before, Column list, int place, Planning planning) {
        Column item = planning.column(Type.TEXT);
        Expr value = call(Op.LIST_ITEM, Type.TEXT, list, new Num(place));
        Relation input = before.extend(List.of(new Assignment(item, value)));
        // Of any type, so that digits are a number where one is wanted.
        Column any = planning.column(Type.ANY);
        input = input.define(ITEM, any, Coerce.any(item));
        String text = template.replace("<<ITEM>>", "'" + ITEM + "'").replace("<<ITER>>", String.valueOf(place));
        List<Command.Step> steps = Foreach.steps(text);
        if (!steps.stream().allMatch(EvalCommand.class::isInstance)) {
            throw planning.error(at, "`foreach` of values takes `eval` only", "Example: [eval total=total + <<ITEM>>]");
        }
        Relation start = input;
        Relation after =
                planning.within(at, () -> planning.reading(text, () -> Pipeline.apply(steps, start, planning)));
        return chosen(start, after, Conditions.present(item), planning);
    }

    /// What the assignments changed, where there is a value.
    private static Relation chosen(Relation before, Relation after, Expr there, Planning planning) {
        Relation rows = after;
        for (Map.Entry<String, Expr> entry : after.schema().columns().entrySet()) {
            Expr now = entry.getValue();
            Expr then = before.schema().find(entry.getKey());
            if (!now.equals(then)) {
                Expr kept = then == null ? new Null(now.type()) : then;
                Type type = Coerce.common(List.of(now, kept));
                Expr either = call(Op.IF, type, there, Coerce.to(type, now), Coerce.to(type, kept));
                rows = rows.define(entry.getKey(), planning.column(type), either);
            }
        }
        return rows.with(rows.schema().without(ITEM::equals));
    }
}
