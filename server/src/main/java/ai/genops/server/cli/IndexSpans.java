package ai.genops.server.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.genops.conformance.Conformance;
import ai.genops.conformance.SpanReader;
import ai.genops.conformance.Unit;
import ai.genops.rules.JsonTree;
import ai.genops.search.Result;
import ai.genops.search.Value;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spans of an index. Their events are in `_raw`, the event as JSON, which only those see who may see content.
record IndexSpans(Result result) {
    private static final String RAW = "_raw";

    /// Checks them; whether there were more than the request takes.
    boolean check(Conformance conformance) {
        List<String> names = result.names();
        for (Result.Row row : result.rows()) {
            Unit unit = unit(names, row);
            if (unit != null) {
                conformance.check(unit);
            }
        }
        return result.truncated();
    }

    /// Null if it is no span.
    private static @Nullable Unit unit(List<String> names, Result.Row row) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            Value value = row.values().get(i);
            if (value != null) {
                values.put(names.get(i), value instanceof Value.Num number ? number.number() : value.display());
            }
        }
        String span = text(values, "span_id");
        if (span.isEmpty()) {
            return null;
        }
        List<Unit.Event> events = events(text(values, RAW), span);
        List<Unit.Event> known = events == null ? List.of() : events;
        return new Unit(text(values, "trace_id"), span, text(values, "name"), values, Set.of(), known, events != null);
    }

    /// Null if they are not known: the text is missing, or is not the span but what its sender called so.
    private static @Nullable List<Unit.Event> events(String raw, String span) {
        try {
            Map<?, ?> event = JsonTree.map(JsonTree.read(raw.getBytes(UTF_8)));
            return span.equals(event.get("span_id")) ? SpanReader.events(event.get("events")) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static String text(Map<String, Object> values, String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }
}
