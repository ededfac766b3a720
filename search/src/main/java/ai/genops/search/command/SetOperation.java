package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// `| set union|diff|intersect [search ...] [search ...]`: the different rows of both searches, those of
/// one alone, those of both. Rows are the same if all their fields are; each stands once, in the order of
/// the searches. A search gives at most 10,000 rows. Splunk, Search Reference, `set`.
record SetOperation(String operation, Pipeline first, Pipeline second, int at) implements Command.Source {
    private static final List<String> OPERATIONS = List.of("union", "diff", "intersect");

    static SetOperation read(Cursor in) {
        int at = in.here();
        String operation = in.word().toLowerCase(Locale.ROOT);
        if (!OPERATIONS.contains(operation)) {
            in.back(at);
            throw in.error(
                    "union, diff or intersect expected, found " + in.found(),
                    "Example: | set diff [search a | fields url] [search b | fields url]");
        }
        return new SetOperation(operation, Subsearches.read(in), Subsearches.read(in), at);
    }

    @Override
    public Relation open(Planning planning) {
        SequencedMap<String, Type> fields = new LinkedHashMap<>();
        SequencedMap<Map<String, List<String>>, Integer> found = new LinkedHashMap<>();
        collect(first, 1, fields, found, planning);
        collect(second, 2, fields, found, planning);
        var rows = new ArrayList<Grid.Row>();
        found.forEach((row, searches) -> {
            boolean both = searches == 3;
            if (operation.equals("union") || both == operation.equals("intersect")) {
                var cells = new ArrayList<@Nullable List<String>>();
                fields.keySet().forEach(name -> cells.add(row.get(name)));
                rows.add(new Grid.Row(cells));
            }
        });
        List<Grid.Field> columns = fields.entrySet().stream()
                .map(field -> new Grid.Field(field.getKey(), field.getValue()))
                .toList();
        return Rows.of(new Grid(columns, rows), "set", planning);
    }

    /// @param search 1 or 2; of a row that both have found, 3 is noted
    private void collect(
            Pipeline pipeline,
            int search,
            Map<String, Type> fields,
            Map<Map<String, List<String>>, Integer> found,
            Planning planning) {
        Relation relation = Subsearches.plan(pipeline, at, planning);
        Grid grid = planning.probe().grid(relation, Subsearches.MAX_ROWS + 1);
        if (grid.rows().size() > Subsearches.MAX_ROWS) {
            planning.warn("only the first %,d rows of a subsearch count".formatted(Subsearches.MAX_ROWS));
        }
        for (Grid.Field field : grid.fields()) {
            fields.merge(field.name(), field.type(), SetOperation::common);
        }
        grid.rows().stream().limit(Subsearches.MAX_ROWS).forEach(row -> {
            var values = new LinkedHashMap<String, List<String>>();
            for (int i = 0; i < row.cells().size(); i++) {
                List<String> cell = row.cells().get(i);
                if (cell != null) {
                    values.put(grid.fields().get(i).name(), cell);
                }
            }
            found.merge(values, search, (before, now) -> before | now);
        });
    }

    private static Type common(Type one, Type other) {
        return one == other ? one : one == Type.LIST || other == Type.LIST ? Type.LIST : Type.TEXT;
    }
}
