package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Grid;
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

/// `untable _time team cost`: the opposite of `xyseries`: a row for each value of each column but the first. Splunk,
/// Search Reference, `untable`.
record Untable(String row, String name, String value, int at) implements Command.Step {

    static Untable read(Cursor in) {
        int at = in.here();
        List<String> fields = FieldLists.read(in);
        if (fields.size() != 3) {
            throw in.errorAt(
                    at,
                    "`untable` takes three fields, here are %d".formatted(fields.size()),
                    "Example: untable _time team cost");
        }
        return new Untable(fields.get(0), fields.get(1), fields.get(2), at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (input.schema().isOpen()) {
            throw planning.error(at, "`untable` needs to know the fields", "Use it after chart, timechart or table.");
        }
        Column number = planning.column(Type.NUMBER);
        Relation rows = RowNumbers.add(input, number);
        List<String> names = input.schema().columns().keySet().stream()
                .filter(field -> !field.equals(row))
                .toList();
        List<Expr> values = names.stream()
                .map(field -> planning.field(field, input.schema()))
                .toList();
        Expr key = planning.field(row, input.schema());
        Type type = Coerce.common(values);
        List<Column> targets = List.of(
                planning.column(Type.NUMBER),
                planning.column(Type.NUMBER),
                planning.column(key.type()),
                planning.column(Type.TEXT),
                planning.column(type));
        var inputs = new ArrayList<Plan>();
        var columns = new ArrayList<List<Assignment>>();
        for (int i = 0; i < names.size(); i++) {
            inputs.add(rows.filter(Conditions.present(values.get(i))).plan());
            columns.add(List.of(
                    new Assignment(targets.get(0), number),
                    new Assignment(targets.get(1), new Num(i)),
                    new Assignment(targets.get(2), key),
                    new Assignment(targets.get(3), new Text(names.get(i))),
                    new Assignment(targets.get(4), Coerce.to(type, values.get(i)))));
        }
        var fields = new LinkedHashMap<String, Expr>();
        fields.put(row, targets.get(2));
        fields.put(name, targets.get(3));
        fields.put(value, targets.get(4));
        Order order = Order.by(new Order.Key(targets.get(0), false), new Order.Key(targets.get(1), false));
        return inputs.isEmpty()
                ? Rows.of(new Grid(List.of(), List.of()), "untable", planning)
                : new Relation(new Plan.Union(inputs, columns), Schema.closed(fields, "untable"), order);
    }
}
