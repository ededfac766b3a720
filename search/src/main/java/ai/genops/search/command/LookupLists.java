package ai.genops.search.command;

import ai.genops.search.command.Lookup.Pair;
import ai.genops.search.knowledge.LookupTable;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a lookup has for fields of several values: of each row all of whose keys are among a field's
/// values, in the order of the values. The different combinations are looked up while the rest is planned,
/// at most [Rows#MAX].
///
/// @param wanted columns that are looked for
record LookupLists(LookupTable table, List<Pair> keys, List<Pair> wanted, int at) {
    /// Stands between the values of a field; in a text it would be a fault.
    static final String BETWEEN = "\u001f";

    /// @param own a text for each key, several values with [#BETWEEN] between them
    Grid of(Relation rows, List<Column> own, Planning planning) {
        var different = new ArrayList<Assignment>();
        var columns = new ArrayList<Column>();
        own.forEach(key -> {
            Column column = planning.column(Type.TEXT);
            columns.add(column);
            different.add(new Assignment(column, key));
        });
        var present = new Plan.Filter(rows.plan(), Conditions.allPresent(List.copyOf(own)));
        var plan = new Plan.Aggregate(present, different, List.of());
        List<List<Object>> found = planning.probe().rows(plan, List.copyOf(columns), Order.NONE, Rows.MAX + 1);
        if (found.size() > Rows.MAX) {
            throw planning.error(
                    at,
                    "more than %,d different lists of values are looked up".formatted(Rows.MAX),
                    "Use mvexpand before.");
        }
        Map<String, List<List<@Nullable String>>> index = byFirstKey();
        var result = new ArrayList<Grid.Row>();
        for (List<Object> combination : found) {
            List<String> texts = combination.stream().map(String::valueOf).toList();
            Grid.Row row = row(texts, index);
            if (row != null) {
                result.add(row);
            }
        }
        return new Grid(fields(), result);
    }

    private Map<String, List<List<@Nullable String>>> byFirstKey() {
        int first = table.fields().indexOf(keys.getFirst().column());
        var index = new HashMap<String, List<List<@Nullable String>>>();
        for (List<@Nullable String> row : table.rows()) {
            String key = row.get(first);
            if (key != null) {
                index.computeIfAbsent(key, _ -> new ArrayList<>()).add(row);
            }
        }
        return index;
    }

    private List<Grid.Field> fields() {
        var fields = new ArrayList<Grid.Field>();
        keys.forEach(key -> fields.add(new Grid.Field(LookupGrid.KEY + key.column(), Type.TEXT)));
        wanted.forEach(output -> fields.add(new Grid.Field(output.column(), Type.LIST)));
        return List.copyOf(fields);
    }

    private Grid.@Nullable Row row(List<String> texts, Map<String, List<List<@Nullable String>>> index) {
        List<List<String>> values =
                texts.stream().map(text -> List.of(text.split(BETWEEN, -1))).toList();
        var outputs = new ArrayList<List<String>>();
        wanted.forEach(_ -> outputs.add(new ArrayList<>()));
        boolean any = false;
        for (String value : values.getFirst()) {
            for (List<@Nullable String> row : index.getOrDefault(value, List.of())) {
                if (matches(row, values)) {
                    any = true;
                    add(row, outputs);
                }
            }
        }
        if (!any) {
            return null;
        }
        var cells = new ArrayList<@Nullable List<String>>();
        texts.forEach(text -> cells.add(List.of(text)));
        outputs.forEach(output -> cells.add(output.isEmpty() ? null : output));
        return new Grid.Row(cells);
    }

    private boolean matches(List<@Nullable String> row, List<List<String>> values) {
        for (int i = 1; i < keys.size(); i++) {
            String key = row.get(table.fields().indexOf(keys.get(i).column()));
            if (key == null || !values.get(i).contains(key)) {
                return false;
            }
        }
        return true;
    }

    private void add(List<@Nullable String> row, List<List<String>> outputs) {
        for (int i = 0; i < wanted.size(); i++) {
            String value = row.get(table.fields().indexOf(wanted.get(i).column()));
            if (value != null) {
                outputs.get(i).add(value);
            }
        }
    }
}
