package ai.genops.search.command;

import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A lookup's rows gathered by their keys: each combination once, with all the values that belong to it.
final class LookupGrid {
    /// Before the names of key columns, which may be outputs as well.
    static final String KEY = "key ";

    private LookupGrid() {}

    static Grid of(LookupTable table, List<String> keys, List<String> outputs) {
        var groups = new LinkedHashMap<List<String>, List<List<String>>>();
        for (List<@Nullable String> row : table.rows()) {
            List<String> key = key(table, row, keys);
            if (key != null) {
                List<List<String>> values = groups.computeIfAbsent(key, _ -> empty(outputs.size()));
                for (int i = 0; i < outputs.size(); i++) {
                    String value = row.get(table.fields().indexOf(outputs.get(i)));
                    if (value != null) {
                        values.get(i).add(value);
                    }
                }
            }
        }
        return grid(keys, outputs, groups);
    }

    private static @Nullable List<String> key(LookupTable table, List<@Nullable String> row, List<String> keys) {
        var key = new ArrayList<String>();
        for (String name : keys) {
            String value = row.get(table.fields().indexOf(name));
            if (value == null) {
                return null;
            }
            key.add(value);
        }
        return key;
    }

    private static List<List<String>> empty(int count) {
        var lists = new ArrayList<List<String>>();
        for (int i = 0; i < count; i++) {
            lists.add(new ArrayList<>());
        }
        return lists;
    }

    private static Grid grid(List<String> keys, List<String> outputs, Map<List<String>, List<List<String>>> groups) {
        boolean several =
                groups.values().stream().anyMatch(values -> values.stream().anyMatch(each -> each.size() > 1));
        var fields = new ArrayList<Grid.Field>();
        keys.forEach(key -> fields.add(new Grid.Field(KEY + key, Type.TEXT)));
        outputs.forEach(output -> fields.add(new Grid.Field(output, several ? Type.LIST : Type.TEXT)));
        var rows = new ArrayList<Grid.Row>();
        groups.forEach((key, values) -> {
            var cells = new ArrayList<@Nullable List<String>>();
            key.forEach(each -> cells.add(List.of(each)));
            values.forEach(each -> cells.add(each.isEmpty() ? null : each));
            rows.add(new Grid.Row(cells));
        });
        return new Grid(List.copyOf(fields), rows);
    }
}
