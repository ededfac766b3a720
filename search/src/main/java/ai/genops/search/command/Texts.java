package ai.genops.search.command;

import ai.genops.search.function.JsonReader;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows written as text.
final class Texts {
    private Texts() {}

    /// @param format `csv` with names in the first line, or `json`: an array of objects
    static Grid rows(String format, String text, Cursor in, int at) {
        return switch (format) {
            case "csv" -> csv(text);
            case "json" -> json(text, in, at);
            default ->
                throw in.errorAt(
                        at, "rows are written as csv or json", "Write format=csv or format=json before data=.");
        };
    }

    private static Grid csv(String text) {
        List<String> lines = text.strip().lines().toList();
        List<String> names = lines.isEmpty() ? List.of() : cells(lines.getFirst());
        var rows = new ArrayList<Grid.Row>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            List<String> values = cells(line);
            var cells = new ArrayList<@Nullable List<String>>();
            for (int i = 0; i < names.size(); i++) {
                cells.add(i < values.size() && !values.get(i).isEmpty() ? List.of(values.get(i)) : null);
            }
            rows.add(new Grid.Row(cells));
        }
        return new Grid(
                names.stream().map(name -> new Grid.Field(name, Type.TEXT)).toList(), rows);
    }

    /// A line's cells; those in double quotes may have commas, and quotes written twice.
    private static List<String> cells(String line) {
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(line.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        return cells;
    }

    private static Grid json(String text, Cursor in, int at) {
        if (!(JsonReader.read(text) instanceof List<?> list)) {
            throw in.errorAt(at, "data= is not a JSON array of objects", null);
        }
        var found = new ArrayList<Map<String, List<String>>>();
        var rows = new ArrayList<Grid.Row>();
        for (Object each : list) {
            found.add(new JsonFields(false).of(JsonReader.write(each)));
            rows.add(new Grid.Row(List.of()));
        }
        return new GridMerge(new Grid(List.of(), rows), "", "").with(found);
    }
}
