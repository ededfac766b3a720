package ai.genops.search.sql;

import ai.genops.search.plan.Grid;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A grid as JSON: rows of cells of texts.
final class GridJson {
    private GridJson() {}

    static String write(Grid grid) {
        var json = new StringBuilder("[");
        for (Grid.Row row : grid.rows()) {
            json.append(json.length() == 1 ? "[" : ",[");
            boolean first = true;
            for (List<String> cell : row.cells()) {
                json.append(first ? "" : ",");
                cell(json, cell);
                first = false;
            }
            json.append(']');
        }
        return json.append(']').toString();
    }

    private static void cell(StringBuilder json, @Nullable List<String> values) {
        if (values == null) {
            json.append("null");
            return;
        }
        json.append('[');
        for (int i = 0; i < values.size(); i++) {
            text(json.append(i == 0 ? "" : ","), values.get(i));
        }
        json.append(']');
    }

    private static void text(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
