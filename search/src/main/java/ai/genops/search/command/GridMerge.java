package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Rows with fields found in their texts: each takes the place of what had its name.
record GridMerge(Grid grid, String without, String prefix) {

    Grid with(List<Map<String, List<String>>> found) {
        var names = new LinkedHashSet<String>(grid.names());
        names.remove(without);
        var several = new LinkedHashSet<String>();
        for (Map<String, List<String>> row : found) {
            row.forEach((name, values) -> {
                names.add(prefix + name);
                if (values.size() > 1) {
                    several.add(prefix + name);
                }
            });
        }
        var fields = new ArrayList<Grid.Field>();
        for (String name : names) {
            int at = grid.indexOf(name);
            boolean added = found.stream().anyMatch(row -> row.containsKey(own(name)));
            Type type = at < 0 || added ? Type.TEXT : grid.fields().get(at).type();
            boolean list =
                    several.contains(name) || (at >= 0 && grid.fields().get(at).type() == Type.LIST);
            fields.add(new Grid.Field(name, list ? Type.LIST : type));
        }
        var rows = new ArrayList<Grid.Row>();
        for (int i = 0; i < found.size(); i++) {
            rows.add(row(grid.rows().get(i), found.get(i), names));
        }
        return new Grid(List.copyOf(fields), rows);
    }

    private String own(String name) {
        return name.startsWith(prefix) ? name.substring(prefix.length()) : "";
    }

    private Grid.Row row(Grid.Row before, Map<String, List<String>> found, Set<String> names) {
        var cells = new ArrayList<@Nullable List<String>>();
        for (String name : names) {
            List<String> values = found.get(own(name));
            int at = grid.indexOf(name);
            cells.add(values != null ? values : at < 0 ? null : before.cells().get(at));
        }
        return new Grid.Row(cells);
    }
}
