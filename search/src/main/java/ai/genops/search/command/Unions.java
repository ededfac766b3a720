package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Puts the rows of several relations under one another; columns meet by name. If one of them holds events with
/// whatever attributes they have, the result does, too.
final class Unions {
    private final List<Relation> inputs;
    private final Planning planning;
    private final List<List<Assignment>> columns = new ArrayList<>();

    private Unions(List<Relation> inputs, Planning planning) {
        this.inputs = inputs;
        this.planning = planning;
        inputs.forEach(_ -> columns.add(new ArrayList<>()));
    }

    /// One after the other, each in its own order.
    static Relation inSequence(List<Relation> inputs, String command, Planning planning) {
        var numbered = new ArrayList<Relation>();
        var numbers = new ArrayList<Column>();
        for (Relation input : inputs) {
            Column number = planning.column(Type.NUMBER);
            numbers.add(number);
            numbered.add(RowNumbers.add(input, number));
        }
        var unions = new Unions(numbered, planning);
        Column part = planning.column(Type.NUMBER);
        Column place = planning.column(Type.NUMBER);
        for (int i = 0; i < inputs.size(); i++) {
            unions.columns.get(i).add(new Assignment(part, new Expr.Num(i)));
            unions.columns.get(i).add(new Assignment(place, numbers.get(i)));
        }
        return unions.build(command, Order.by(new Order.Key(part, false), new Order.Key(place, false)));
    }

    /// Events together, newest first.
    static Relation byTime(List<Relation> inputs, String command, Planning planning) {
        Relation all = inSequence(inputs, command, planning);
        return all.schema().find("_time") instanceof Column time
                ? all.with(Order.by(new Order.Key(time, true)).then(all.order()))
                : all;
    }

    private Relation build(String command, Order order) {
        var names = new LinkedHashSet<String>();
        inputs.forEach(input -> names.addAll(input.schema().columns().keySet()));
        boolean open = inputs.stream().anyMatch(input -> input.schema().isOpen());
        var removed = new TreeSet<String>();
        if (open) {
            inputs.forEach(input -> removed.addAll(input.schema().removed()));
            names.addAll(removed);
        }
        var defined = new LinkedHashMap<String, Expr>();
        for (String name : names) {
            defined.put(name, column(name));
        }
        Events events = open ? events() : null;
        var plan = new Plan.Union(inputs.stream().map(Relation::plan).toList(), columns);
        return new Relation(plan, new Schema(defined, events, new TreeSet<>(), open ? null : command), order);
    }

    private Column column(String name) {
        List<Expr> values = inputs.stream()
                .map(input -> Objects.requireNonNullElse(input.schema().find(name), (Expr) new Expr.Null(Type.ANY)))
                .toList();
        Type type = Coerce.common(values);
        Column column = planning.column(type);
        for (int i = 0; i < values.size(); i++) {
            add(i, column, values.get(i));
        }
        return column;
    }

    private void add(int input, Column column, Expr value) {
        boolean missing = value instanceof Expr.Null;
        columns.get(input)
                .add(new Assignment(column, missing ? new Expr.Null(column.type()) : Coerce.to(column.type(), value)));
    }

    private Events events() {
        var attributes = new TreeSet<String>();
        inputs.forEach(input -> {
            if (input.schema().events() != null) {
                attributes.addAll(input.schema().events().attributes());
            }
        });
        Events all = Search.events(attributes, planning);
        for (int i = 0; i < inputs.size(); i++) {
            Events own = inputs.get(i).schema().events();
            List<Column> ownColumns = own == null ? List.of() : own.columns();
            List<Column> allColumns = all.columns();
            for (int c = 0; c < allColumns.size(); c++) {
                Column target = allColumns.get(c);
                @Nullable Column source = own == null ? null : ownColumns.get(c);
                columns.get(i).add(new Assignment(target, source == null ? new Expr.Null(target.type()) : source));
            }
        }
        return all;
    }
}
