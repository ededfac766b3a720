package ai.genops.conformance;

import ai.genops.rules.JsonTree;
import java.io.BufferedReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads spans: OTLP/JSON, one document or one to a line, single OTLP spans one to a line, or GenOps's own lines with
 * `attributes` as an object and `events`. Holds one document or line at a time.
 */
public final class SpanReader {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final Consumer<Unit> units;

    public SpanReader(Consumer<Unit> units) {
        this.units = units;
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read, or is none of these; the message says where
     */
    public void read(BufferedReader in) throws IOException {
        String first = in.readLine();
        if (first == null) {
            return;
        }
        if (!isWhole(first)) {
            StringBuilder document = new StringBuilder(first);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                document.append('\n').append(line);
            }
            document(document.toString(), "");
            return;
        }
        int number = 1;
        for (String line = first; line != null; line = in.readLine()) {
            if (!line.isBlank()) {
                document(line, "line " + number + ": ");
            }
            number++;
        }
    }

    /** Whether the line is a document by itself. */
    private static boolean isWhole(String line) {
        try {
            return JsonTree.read(line.getBytes(StandardCharsets.UTF_8)) instanceof Map;
        } catch (IOException e) {
            return false;
        }
    }

    private void document(String text, String where) throws IOException {
        Object tree;
        try {
            tree = JsonTree.read(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IOException(where + e.getMessage(), e);
        }
        if (!(tree instanceof Map<?, ?> document)) {
            throw new IOException(where + "is no object of JSON");
        }
        if (document.containsKey("resourceSpans") || document.containsKey("resource_spans")) {
            export(document);
        } else if (document.get("attributes") instanceof Map<?, ?>) {
            units.accept(own(document));
        } else if (either(document, "spanId", "span_id") != null) {
            units.accept(otlp(document, Map.of()));
        } else if (!document.containsKey("resourceLogs") && !document.containsKey("resourceMetrics")) {
            throw new IOException(where + "has neither `resourceSpans` nor a `spanId` nor `attributes`;"
                    + " spans are read as OTLP/JSON or as lines of GenOps");
        }
    }

    private void export(Map<?, ?> document) {
        for (Object resource : JsonTree.list(either(document, "resourceSpans", "resource_spans"))) {
            Map<?, ?> of = JsonTree.map(resource);
            Map<String, Object> shared =
                    attributes(JsonTree.map(of.get("resource")).get("attributes"), new HashSet<>());
            for (Object scope : JsonTree.list(either(of, "scopeSpans", "scope_spans"))) {
                for (Object span : JsonTree.list(JsonTree.map(scope).get("spans"))) {
                    units.accept(otlp(JsonTree.map(span), shared));
                }
            }
        }
    }

    private static Unit otlp(Map<?, ?> span, Map<String, Object> resource) {
        Set<String> repeated = new HashSet<>();
        Map<String, Object> all = new LinkedHashMap<>(resource);
        all.putAll(attributes(span.get("attributes"), repeated));
        List<Unit.Event> events = new ArrayList<>();
        for (Object one : JsonTree.list(span.get("events"))) {
            Map<?, ?> event = JsonTree.map(one);
            Object at = either(event, "timeUnixNano", "time_unix_nano");
            events.add(new Unit.Event(
                    JsonTree.text(event.get("name")),
                    number(at).longValue(),
                    attributes(event.get("attributes"), new HashSet<>())));
        }
        return new Unit(
                id(either(span, "traceId", "trace_id")),
                id(either(span, "spanId", "span_id")),
                JsonTree.text(span.get("name")),
                all,
                repeated,
                events,
                true);
    }

    /** Events as GenOps writes them: a list of `{name, time, attributes}`, the time in seconds since 1970. */
    public static List<Unit.Event> events(@Nullable Object list) {
        List<Unit.Event> events = new ArrayList<>();
        for (Object one : JsonTree.list(list)) {
            Map<?, ?> event = JsonTree.map(one);
            long nanos = number(event.get("time")).multiply(NANOS).longValue();
            events.add(new Unit.Event(JsonTree.text(event.get("name")), nanos, texts(event.get("attributes"))));
        }
        return events;
    }

    private static Unit own(Map<?, ?> line) {
        Map<String, Object> all = texts(line.get("resource"));
        all.putAll(texts(line.get("attributes")));
        return new Unit(
                id(line.get("trace_id")),
                id(line.get("span_id")),
                JsonTree.text(line.get("name")),
                all,
                Set.of(),
                events(line.get("events")),
                true);
    }

    private static Map<String, Object> texts(@Nullable Object object) {
        Map<String, Object> texts = new LinkedHashMap<>();
        JsonTree.map(object).forEach((name, value) -> {
            if (value != null) {
                texts.put(String.valueOf(name), value);
            }
        });
        return texts;
    }

    /** A list of keys with typed values. */
    private static Map<String, Object> attributes(@Nullable Object list, Set<String> repeated) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Object one : JsonTree.list(list)) {
            Map<?, ?> pair = JsonTree.map(one);
            String key = JsonTree.text(pair.get("key"));
            Object value = value(JsonTree.map(pair.get("value")));
            Object before = value == null ? null : attributes.put(key, value);
            if (before != null && !before.equals(value)) {
                repeated.add(key);
            }
        }
        return attributes;
    }

    private static @Nullable Object value(Map<?, ?> typed) {
        Object whole = either(typed, "intValue", "int_value");
        if (whole != null) {
            return number(whole);
        }
        for (String name : List.of("string", "double", "bool", "array", "kvlist", "bytes")) {
            Object value = either(typed, name + "Value", name + "_value");
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static BigDecimal number(@Nullable Object value) {
        try {
            return value instanceof BigDecimal number ? number : new BigDecimal(String.valueOf(value));
        } catch (NumberFormatException e) {
            return BigDecimal.ZERO;
        }
    }

    private static String id(@Nullable Object value) {
        return JsonTree.text(value).toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object either(Map<?, ?> map, String name, String other) {
        return map.containsKey(name) ? map.get(name) : map.get(other);
    }
}
