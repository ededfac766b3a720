package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Lookups by name.
final class LookupTables {
    private LookupTables() {}

    /// @throws SearchException if there is none of this name
    static LookupTable get(String name, int at, Planning planning) {
        var lookups = planning.knowledge().lookups();
        LookupTable table = lookups.read(name);
        if (table == null && name.endsWith(".csv")) {
            table = lookups.read(name.substring(0, name.length() - ".csv".length()));
        }
        if (table == null) {
            String nearest = Nearest.to(name, lookups.names());
            throw planning.error(
                    at,
                    "there is no lookup `%s`".formatted(name),
                    nearest != null
                            ? "Did you mean `%s`?".formatted(nearest)
                            : lookups.names().isEmpty()
                                    ? null
                                    : "There are: " + String.join(", ", new TreeSet<>(lookups.names())));
        }
        return table;
    }

    static Relation relation(String name, int at, Planning planning) {
        LookupTable table = get(name, at, planning);
        List<Grid.Field> fields = table.fields().stream()
                .map(field -> new Grid.Field(field, Type.TEXT))
                .toList();
        List<Grid.Row> rows = table.rows().stream().map(LookupTables::row).toList();
        return Rows.of(new Grid(fields, rows), "inputlookup", planning);
    }

    private static Grid.Row row(List<@Nullable String> values) {
        var cells = new ArrayList<@Nullable List<String>>();
        values.forEach(value -> cells.add(value == null ? null : List.of(value)));
        return new Grid.Row(cells);
    }
}
