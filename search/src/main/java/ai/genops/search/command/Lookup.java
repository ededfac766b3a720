package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// `lookup prices model AS gen_model OUTPUT price`: fields of the lookup's rows whose keys equal the event's.
/// `OUTPUTNEW` fills only what is missing; without either all other fields come. Several rows give several
/// values, and so do [several values of a field][LookupLists]. Splunk, Search Reference, `lookup`.
record Lookup(String name, List<Pair> keys, List<Pair> outputs, boolean onlyNew, int at) implements Command.Step {
    /// @param column of the lookup
    /// @param field of the event
    record Pair(String column, String field) {}

    static Lookup read(Cursor in) {
        while (in.option("local", "update", "event_time_field") != null) {
            in.optionValue();
        }
        int at = in.here();
        String name = in.name("a lookup");
        List<Pair> keys = pairs(in);
        boolean onlyNew = in.acceptWord("OUTPUTNEW");
        boolean named = onlyNew || in.acceptWord("OUTPUT");
        List<Pair> outputs = named ? pairs(in) : List.of();
        if (keys.isEmpty() || (named && outputs.isEmpty())) {
            throw in.error("a field expected, found " + in.found(), "Example: lookup prices model OUTPUT price");
        }
        return new Lookup(name, keys, outputs, onlyNew, at);
    }

    private static List<Pair> pairs(Cursor in) {
        var pairs = new ArrayList<Pair>();
        while (!in.atEnd() && !Aggregation.comesWord(in, "OUTPUT") && !Aggregation.comesWord(in, "OUTPUTNEW")) {
            String column = in.name("a field of the lookup");
            pairs.add(new Pair(column, in.acceptWord("as") ? in.name("a field") : column));
            in.accept(",");
        }
        return List.copyOf(pairs);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        LookupTable table = LookupTables.get(name, at, planning);
        List<Pair> wanted = outputs.isEmpty() ? others(table) : outputs;
        keys.forEach(key -> check(table, key.column(), planning));
        wanted.forEach(output -> check(table, output.column(), planning));
        Relation rows = input;
        var own = new ArrayList<Column>();
        boolean several = false;
        for (Pair key : keys) {
            Expr value = planning.field(key.field(), input.schema());
            several |= value.type() == Type.LIST;
            own.add(planning.column(Type.TEXT));
            rows = rows.extend(List.of(new Assignment(own.getLast(), text(value))));
        }
        Grid found = several
                ? new LookupLists(table, keys, wanted, at).of(rows, own, planning)
                : LookupGrid.of(table, columns(keys), columns(wanted));
        Relation right = Rows.of(found, "lookup", planning);
        var matches = new ArrayList<Plan.Match>();
        for (int i = 0; i < own.size(); i++) {
            String key = LookupGrid.KEY + keys.get(i).column();
            matches.add(new Plan.Match(
                    own.get(i), Objects.requireNonNull(right.schema().find(key))));
        }
        var plan = new Plan.Join(rows.plan(), right.plan(), matches, true);
        return outputs(new Relation(plan, rows.schema(), rows.order()), right.schema(), wanted, planning);
    }

    private static Expr text(Expr value) {
        return value.type() == Type.LIST
                ? call(Op.LIST_JOIN, Type.TEXT, value, new Expr.Text(LookupLists.BETWEEN))
                : Coerce.text(value);
    }

    private Relation outputs(Relation joined, Schema table, List<Pair> wanted, Planning planning) {
        Relation result = joined;
        for (Pair output : wanted) {
            Expr found = Objects.requireNonNull(table.find(output.column()));
            Expr own = joined.schema().isKnown(output.field()) ? joined.schema().find(output.field()) : null;
            Expr value = own == null ? found : onlyNew ? Joins.either(own, found) : Joins.either(found, own);
            result = result.define(output.field(), planning.column(value.type()), value);
        }
        return result;
    }

    private List<Pair> others(LookupTable table) {
        List<String> used = columns(keys);
        return table.fields().stream()
                .filter(field -> !used.contains(field))
                .map(field -> new Pair(field, field))
                .toList();
    }

    private static List<String> columns(List<Pair> pairs) {
        return pairs.stream().map(Pair::column).toList();
    }

    private void check(LookupTable table, String field, Planning planning) {
        if (!table.fields().contains(field)) {
            String nearest = Nearest.to(field, table.fields());
            throw planning.error(
                    at,
                    "lookup `%s` has no field `%s`".formatted(name, field),
                    nearest != null
                            ? "Did you mean `%s`?".formatted(nearest)
                            : "It has: " + String.join(", ", table.fields()));
        }
    }
}
