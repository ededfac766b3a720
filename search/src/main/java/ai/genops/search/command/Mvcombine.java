package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// `mvcombine field`: one row of those that differ only in this field, with all its values. Splunk, Search Reference,
/// `mvcombine`.
record Mvcombine(String field, boolean delimited, int at) implements Command.Step {

    static Mvcombine read(Cursor in) {
        boolean delimited = delimiter(in);
        int at = in.here();
        String field = in.name("a field");
        return new Mvcombine(field, delimiter(in) || delimited, at);
    }

    private static boolean delimiter(Cursor in) {
        return in.option("delim") != null && !in.optionValue().isEmpty();
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (delimited) {
            planning.info(
                    "`delim` of `mvcombine` is for `nomv`, which joins lines here; mvjoin(%s, \",\") joins with what it is told"
                            .formatted(field));
        }
        if (input.schema().isOpen()) {
            throw planning.error(at, "`mvcombine` compares all other fields", "Say which with `table` before it.");
        }
        Column number = planning.column(Type.NUMBER);
        Column value = planning.column(Type.TEXT);
        Expr own = Coerce.text(planning.field(field, input.schema()));
        Relation rows = RowNumbers.add(input, number).extend(List.of(new Assignment(value, own)));
        var keys = new ArrayList<Assignment>();
        var names = new LinkedHashMap<String, Expr>();
        Column values = planning.column(Type.LIST);
        input.schema().columns().forEach((name, expr) -> {
            Column key = name.equals(field) ? values : planning.column(expr.type());
            names.put(name, key);
            if (!name.equals(field)) {
                keys.add(new Assignment(key, expr));
            }
        });
        Column first = planning.column(Type.NUMBER);
        var plan = new Plan.Aggregate(
                rows.plan(),
                keys,
                List.of(
                        new Assignment(values, call(Op.LIST_ALL, Type.LIST, value, number)),
                        new Assignment(first, call(Op.MIN, Type.NUMBER, number))));
        return new Relation(plan, Schema.closed(names, "mvcombine"), Order.by(new Order.Key(first, false)));
    }
}
