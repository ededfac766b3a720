package ai.genops.server.cli;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An event in a few lines: when and what, then what the pipeline set, or as received what it carries.
final class TapLine {
    private static final int WIDTH = 110;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final Set<String> NOT_SHOWN = Set.of(
            "_time",
            "kind",
            "name",
            "trace_id",
            "span_id",
            "parent_span_id",
            "duration_ms",
            "status",
            "attributes",
            "resource",
            "events",
            "pipeline",
            "span_kind",
            "status_message");

    private TapLine() {}

    static List<String> of(Map<?, ?> event, Terminal terminal) {
        List<String> lines = new ArrayList<>();
        Object pipeline = event.get("pipeline");
        Object duration = event.get("duration_ms");
        lines.add(terminal.dim(time(event.get("_time"))) + "  " + terminal.bold(String.valueOf(event.get("name")))
                + terminal.dim("  " + event.get("kind") + (duration == null ? "" : "  " + duration + " ms")
                        + (pipeline == null ? "" : "  " + pipeline)));
        List<String> values = new ArrayList<>();
        boolean received = pipeline == null;
        event.forEach((name, value) -> {
            if (!NOT_SHOWN.contains(String.valueOf(name))) {
                values.add(pair(name, value, terminal));
            }
        });
        for (String holder : received ? List.of("attributes", "resource") : List.<String>of()) {
            if (event.get(holder) instanceof Map<?, ?> held) {
                held.forEach((name, value) -> values.add(pair(name, value, terminal)));
            }
        }
        wrap(values, lines, terminal);
        return lines;
    }

    private static String pair(@Nullable Object name, @Nullable Object value, Terminal terminal) {
        return terminal.dim(name + "=") + PrettyJson.compact(value);
    }

    private static void wrap(List<String> values, List<String> lines, Terminal terminal) {
        int styled = terminal.dim("").length();
        StringBuilder line = new StringBuilder();
        int length = 0;
        for (String value : values) {
            if (length > 0 && length + value.length() - styled > WIDTH) {
                lines.add("    " + line.toString().stripTrailing());
                line.setLength(0);
                length = 0;
            }
            line.append(value).append("  ");
            length += value.length() - styled + 2;
        }
        if (length > 0) {
            lines.add("    " + line.toString().stripTrailing());
        }
    }

    private static String time(@Nullable Object seconds) {
        if (!(seconds instanceof Number number)) {
            return "";
        }
        long millis = new BigDecimal(number.toString()).movePointRight(3).longValue();
        return TIME.format(Instant.ofEpochMilli(millis));
    }
}
