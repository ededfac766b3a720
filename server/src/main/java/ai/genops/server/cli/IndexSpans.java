package ai.genops.server.cli;

import ai.genops.conformance.Conformance;
import ai.genops.conformance.Unit;
import ai.genops.search.Result;
import ai.genops.search.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The spans of an index, without their events, which an index does not have.
record IndexSpans(Result result) {
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
        return span.isEmpty()
                ? null
                : new Unit(text(values, "trace_id"), span, text(values, "name"), values, Set.of(), List.of(), false);
    }

    private static String text(Map<String, Object> values, String name) {
        Object value = values.get(name);
        return value == null ? "" : value.toString();
    }
}
