package ai.genops.server.tail;

import ai.genops.event.JsonBuffer;
import ai.genops.search.plan.Rights;
import ai.genops.server.trial.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An event as a viewer is shown it: flat, as rows of the lake are, without what they may not see.
public final class LiveRow {
    private LiveRow() {}

    /// An event as a search would show it.
    ///
    /// @param event as [ai.genops.event.EventJson] writes it
    public static Map<String, @Nullable Object> of(byte[] event, Rights rights) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        if (JsonValues.ofText(new String(event, StandardCharsets.UTF_8)) instanceof Map<?, ?> json) {
            if (json.get("resource") instanceof Map<?, ?> resource) {
                add(resource, row);
            }
            if (json.get("attributes") instanceof Map<?, ?> attributes) {
                add(attributes, row);
            }
            add(json, row);
            row.keySet().removeAll(java.util.List.of("resource", "attributes", "events"));
            row.put("index", row.getOrDefault("splunk.index", LiveField.INDEX));
        }
        row.keySet().removeIf(name -> !rights.sees(name));
        return row;
    }

    private static void add(Map<?, ?> from, Map<String, @Nullable Object> row) {
        from.forEach((name, value) -> row.put(
                String.valueOf(name),
                value instanceof Map<?, ?> || value instanceof java.util.List<?>
                        ? new JsonBuffer(128).value(value).toString()
                        : value));
    }
}
