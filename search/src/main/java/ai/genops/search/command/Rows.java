package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Rows out of the plan and into it, for commands that are written in Java.
final class Rows {
    /// No operator in Java takes more.
    static final int MAX = 50_000;

    /// No field of a query can have this name.
    static final String TEXT = "\u0001text";

    private Rows() {}

    /// Runs what was planned so far. Rows beyond [#MAX] are left out, and it is said.
    static Grid fetch(Relation input, String command, Planning planning) {
        Grid grid = planning.probe().grid(input, MAX + 1);
        if (grid.rows().size() <= MAX) {
            return grid;
        }
        planning.warn("`%s` took only the first %,d rows".formatted(command, MAX));
        return new Grid(grid.fields(), grid.rows().subList(0, MAX));
    }

    /// As [#fetch(Relation, String, Planning)], with the text of a field in another column, [#TEXT].
    static GridColumns fetch(Relation input, String field, String command, Planning planning) {
        Expr text = Coerce.text(planning.field(field, input.schema()));
        return new GridColumns(fetch(input.define(TEXT, planning.column(Type.TEXT), text), command, planning));
    }

    /// The grid's rows, in its order, as those after a command.
    static Relation of(Grid grid, String command, Planning planning) {
        var columns = new ArrayList<Column>();
        var names = new LinkedHashMap<String, Expr>();
        for (Grid.Field field : grid.fields()) {
            Column column = planning.column(field.type());
            columns.add(column);
            names.put(field.name(), column);
        }
        Column number = planning.column(Type.NUMBER);
        return new Relation(
                new Plan.Values(grid, columns, number),
                Schema.closed(names, command),
                Order.by(new Order.Key(number, false)));
    }

    /// One row with one value.
    static Relation of(String field, Type type, String value, String command, Planning planning) {
        var row = new Grid.Row(List.of(List.of(value)));
        return of(new Grid(List.of(new Grid.Field(field, type)), List.of(row)), command, planning);
    }
}
