package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
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
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `addtotals row=true col=false fieldname=Total a b*`: the sum of each row's numbers as a further field, and of each
/// column's as a further row. Without fields all count but those whose name begins with `_`. Splunk, Search
/// Reference, `addtotals`.
record Addtotals(
        boolean row, boolean column, String total, @Nullable String labelField, String label, List<String> fields)
        implements Command.Step {

    static Addtotals read(Cursor in) {
        return new Addtotals(true, false, "Total", null, "Total", List.of()).arguments(in);
    }

    Addtotals arguments(Cursor in) {
        Addtotals read = this;
        var names = new ArrayList<String>();
        while (!in.atEnd()) {
            String option = in.option("row", "col", "fieldname", "labelfield", "label");
            if (option == null) {
                names.add(in.name("a field"));
                in.accept(",");
                continue;
            }
            read = switch (option) {
                case "row" ->
                    new Addtotals(Numbers.flag(in), read.column, read.total, read.labelField, read.label, names);
                case "col" -> new Addtotals(read.row, Numbers.flag(in), read.total, read.labelField, read.label, names);
                case "fieldname" ->
                    new Addtotals(read.row, read.column, in.optionValue(), read.labelField, read.label, names);
                case "label" ->
                    new Addtotals(read.row, read.column, read.total, read.labelField, in.optionValue(), names);
                default -> new Addtotals(read.row, read.column, read.total, in.optionValue(), read.label, names);
            };
        }
        return new Addtotals(read.row, read.column, read.total, read.labelField, read.label, List.copyOf(names));
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        List<String> names = fields.isEmpty()
                ? input.schema()
                        .knownNames()
                        .filter(name -> !name.startsWith("_"))
                        .toList()
                : fields.stream()
                        .flatMap(field -> input.schema().expand(field).stream())
                        .distinct()
                        .toList();
        Relation rows = row ? withTotals(input, names, planning) : input;
        return column ? withRow(rows, names, planning) : rows;
    }

    private Relation withTotals(Relation input, List<String> names, Planning planning) {
        List<Expr> numbers = numbers(input, names, planning);
        Expr sum = numbers.stream()
                .<Expr>map(number -> call(Op.COALESCE, Type.NUMBER, number, new Num(0)))
                .reduce((left, right) -> call(Op.ADD, Type.NUMBER, left, right))
                .orElse(new Num(0));
        return input.define(total, planning.column(Type.NUMBER), sum);
    }

    private static List<Expr> numbers(Relation input, List<String> names, Planning planning) {
        return names.stream()
                .map(name -> Coerce.number(planning.field(name, input.schema())))
                .toList();
    }

    private Relation withRow(Relation input, List<String> names, Planning planning) {
        var sums = new ArrayList<Assignment>();
        var columns = new LinkedHashMap<String, Expr>();
        Relation rows = input;
        var summed = new LinkedHashSet<>(names);
        if (row) {
            summed.add(total);
        }
        for (String name : summed) {
            Column number = planning.column(Type.NUMBER);
            Column sum = planning.column(Type.EXACT);
            rows = rows.extend(List.of(new Assignment(number, Coerce.number(planning.field(name, input.schema())))));
            sums.add(new Assignment(sum, call(Op.SUM, Type.EXACT, number)));
            columns.put(name, sum);
        }
        Relation totals = new Relation(
                new Plan.Aggregate(rows.plan(), List.of(), sums), Schema.closed(columns, "addtotals"), Order.NONE);
        if (labelField != null) {
            totals = totals.define(labelField, planning.column(Type.TEXT), new Text(label));
        }
        return Unions.inSequence(List.of(input, totals), "addtotals", planning);
    }
}
