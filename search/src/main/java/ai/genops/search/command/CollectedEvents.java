package ai.genops.search.command;

import ai.genops.search.knowledge.Collected;
import ai.genops.search.plan.Grid;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Rows as the events that `collect` writes: `sourcetype=stash`, the rows' own host, source and source type as
/// `orig_host` and so on, fields whose names begin with `_` left out. An event that was one before keeps its text;
/// another's is its fields, `name="value"`, as Splunk writes them.
///
/// @param marker fields that every event gets, `name=value, name=value`
record CollectedEvents(String host, String source, String sourcetype, String marker) {
    static final CollectedEvents DEFAULT = new CollectedEvents("", "collect", "stash", "");

    private static final List<String> FILED = List.of("index", "host", "source", "sourcetype");

    CollectedEvents with(String option, String value) {
        return switch (option) {
            case "host" -> new CollectedEvents(value, source, sourcetype, marker);
            case "source" -> new CollectedEvents(host, value, sourcetype, marker);
            case "sourcetype" -> new CollectedEvents(host, source, value, marker);
            default -> new CollectedEvents(host, source, sourcetype, value);
        };
    }

    /// @param otherwise the time of rows without one
    List<Collected> of(Grid grid, String index, Instant otherwise) {
        var events = new ArrayList<Collected>();
        for (Grid.Row row : grid.rows()) {
            Map<String, List<String>> fields = fields(grid, row);
            List<String> raw = cell(grid, row, "_raw");
            String text = raw == null ? text(fields) : raw.getFirst();
            events.add(new Collected(time(grid, row, otherwise), index, host, source, sourcetype, text, fields));
        }
        return events;
    }

    private Map<String, List<String>> fields(Grid grid, Grid.Row row) {
        var fields = new LinkedHashMap<String, List<String>>();
        List<String> names = grid.names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            List<String> values = row.cells().get(i);
            if (values != null && !values.isEmpty() && !name.startsWith("_")) {
                fields.put(FILED.contains(name) ? "orig_" + name : name, values);
            }
        }
        TextFields.pairs(" ,", "=").of(marker).forEach(fields::put);
        return fields;
    }

    private static String text(Map<String, List<String>> fields) {
        var pairs = new ArrayList<String>();
        fields.forEach((name, values) ->
                pairs.add(name + "=\"" + String.join("\n", values).replace("\"", "\\\"") + '"'));
        return String.join(", ", pairs);
    }

    private static Instant time(Grid grid, Grid.Row row, Instant otherwise) {
        List<String> seconds = cell(grid, row, "_time");
        return seconds == null
                ? otherwise
                : Instant.EPOCH.plus(Math.round(Double.parseDouble(seconds.getFirst()) * 1e6), ChronoUnit.MICROS);
    }

    private static @Nullable List<String> cell(Grid grid, Grid.Row row, String name) {
        int at = grid.indexOf(name);
        return at < 0 ? null : row.cells().get(at);
    }
}
