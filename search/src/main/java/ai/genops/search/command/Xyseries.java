package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;

/// `xyseries _time team cost`: a row per value of the first field, a column per value of the second, in it the third;
/// of several fields named `cost: team`, or as `sep=` and `format=` say. Splunk, Search Reference, `xyseries`.
///
/// @param format of a column's name where there are several fields, with `$AGG$` and `$VAL$`
record Xyseries(String row, String name, List<String> values, String format, int at) implements Command.Step {
    private static final int MOST = 500;

    static Xyseries read(Cursor in) {
        int at = in.here();
        String format = "$AGG$: $VAL$";
        var fields = new ArrayList<String>();
        while (!in.atEnd()) {
            String option = in.option("sep", "grouped", "format");
            if (option == null) {
                fields.add(in.name("a field"));
            } else if (option.equals("sep")) {
                format = "$AGG$" + in.optionValue() + "$VAL$";
            } else if (option.equals("format")) {
                format = in.optionValue();
            } else {
                Numbers.flag(in);
            }
            in.accept(",");
        }
        if (fields.size() < 3) {
            throw in.errorAt(
                    at,
                    "`xyseries` takes three fields or more, here are %d".formatted(fields.size()),
                    "Example: xyseries _time team cost");
        }
        return new Xyseries(fields.get(0), fields.get(1), List.copyOf(fields.subList(2, fields.size())), format, at);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        var grouping = new Grouping(input, planning);
        grouping.by(row);
        Column series = grouping.materialise(Coerce.text(planning.field(name, input.schema())));
        grouping.dropIncomplete();
        Column number = planning.column(Type.NUMBER);
        List<String> found = names(grouping.rows(), series, planning);
        grouping.number(number);
        for (String value : values) {
            for (String each : found) {
                Expr own = call(Op.EQ, Type.BOOLEAN, series, new Text(each));
                var last = new Aggregation("last", value, null, value, false, at);
                String column = values.size() == 1 ? each : PivotOptions.named(format, value, each);
                grouping.add(last, column, expr -> call(Op.IF, expr.type(), own, expr, new Null(expr.type())), number);
            }
        }
        return grouping.grouped("xyseries");
    }

    private List<String> names(Relation rows, Column series, Planning planning) {
        Column key = planning.column(Type.TEXT);
        var plan = new Plan.Aggregate(rows.plan(), List.of(new Assignment(key, series)), List.of());
        var filtered = new Plan.Filter(plan, Conditions.present(key));
        List<String> names =
                planning.probe().rows(filtered, List.of(key), Order.by(new Order.Key(key, false)), MOST + 1).stream()
                        .map(row -> String.valueOf(row.getFirst()))
                        .toList();
        if (names.size() > MOST) {
            planning.warn("more than %d values of `%s`; the others are left out".formatted(MOST, name));
        }
        return names.subList(0, Math.min(MOST, names.size()));
    }
}
