package ai.genops.expression;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.event.Own;
import ai.genops.event.SpanEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The names every event has a value for, whatever a pipeline sets.
enum BuiltIn {
    NAME("name", Type.TEXT),
    TIMESTAMP("timestamp", Type.NUMBER),
    TIME("_time", Type.NUMBER),
    RAW("_raw", Type.TEXT),
    RANDOM("_random", Type.NUMBER),
    INPUT_ID("__inputId", Type.TEXT),
    ATTRIBUTES("attributes", Type.OBJECT),
    RESOURCE("resource", Type.OBJECT),
    EVENTS("events", Type.LIST),
    KIND("kind", Type.TEXT),
    TRACE_ID("trace_id", Type.TEXT),
    SPAN_ID("span_id", Type.TEXT),
    PARENT_SPAN_ID("parent_span_id", Type.TEXT),
    STATUS("status", Type.TEXT),
    DURATION_MS("duration_ms", Type.NUMBER),
    PIPELINE("pipeline", Type.TEXT),
    SAMPLE_RATE("sample_rate", Type.NUMBER),
    /// When the log took the event, so that a replay gives the same.
    NOW("Date.now()", Type.NUMBER);

    /// First parts of attribute names: a dotted path beginning with one is that attribute.
    static final List<String> NAMESPACES = List.of(
            "genops",
            "gen_ai",
            "llm",
            "openinference",
            "service",
            "deployment",
            "telemetry",
            "http",
            "url",
            "server",
            "client",
            "user",
            "session",
            "error",
            "exception",
            "k8s",
            "cloud",
            "container",
            "process",
            "splunk");

    private static final Map<String, BuiltIn> BY_NAME = new HashMap<>();

    static {
        Arrays.stream(values()).forEach(builtIn -> BY_NAME.put(builtIn.label, builtIn));
        BY_NAME.put("event_name", NAME); // what OpenTelemetry calls a log record's
    }

    private final String label;
    private final Type type;

    BuiltIn(String label, Type type) {
        this.label = label;
        this.type = type;
    }

    static @Nullable BuiltIn find(String name) {
        return BY_NAME.get(name);
    }

    /// Every name that one is known by.
    static Set<String> names() {
        return Collections.unmodifiableSet(BY_NAME.keySet());
    }

    /// The name in expressions.
    String label() {
        return label;
    }

    Type type() {
        return type;
    }

    /// Whether a person can take its value in, and reading it changes nothing.
    boolean isSmall() {
        return switch (this) {
            case RAW, RANDOM, ATTRIBUTES, RESOURCE, EVENTS, NOW -> false;
            default -> true;
        };
    }

    @Nullable
    Object read(Event event) {
        return switch (this) {
            case NAME -> event.name();
            case TIMESTAMP, TIME -> seconds(event.timeNanos());
            case RAW -> raw(event);
            case RANDOM -> event.nextRandom();
            case INPUT_ID -> event.inputId();
            case ATTRIBUTES -> map(event.attributes());
            case RESOURCE -> map(event.resource());
            case EVENTS -> event.events().stream().map(BuiltIn::spanEvent).toList();
            case KIND -> event.kind().label();
            case TRACE_ID -> traceId(event);
            case SPAN_ID -> id(event.spanId());
            case PARENT_SPAN_ID -> id(event.parentSpanId());
            case STATUS -> event.status().isEmpty() ? null : event.status();
            case DURATION_MS -> event.durationNanos() < 0 ? null : (Object) (event.durationNanos() / 1e6);
            case PIPELINE -> event.pipeline();
            case SAMPLE_RATE -> event.sampleRate();
            case NOW -> (double) event.appendMillis();
        };
    }

    /// Epoch seconds to the microsecond, so that the shortest decimal has at most six decimals.
    private static Double seconds(long nanos) {
        return Math.floorDiv(nanos, 1000L) / 1e6;
    }

    /// The text it was received as, if its source keeps that.
    private static Object raw(Event event) {
        Object received = event.own().get(Own.RAW.key());
        if (received != null) {
            return received;
        }
        var out = new JsonBuffer(1024);
        EventJson.write(event, out);
        return out.toString();
    }

    private static @Nullable Object traceId(Event event) {
        boolean none = (event.traceIdHigh() | event.traceIdLow()) == 0;
        return none ? null : hex(event.traceIdHigh()) + hex(event.traceIdLow());
    }

    private static @Nullable Object id(long id) {
        return id == 0 ? null : hex(id);
    }

    private static String hex(long bits) {
        String digits = Long.toHexString(bits);
        return "0".repeat(16 - digits.length()) + digits;
    }

    private static Object map(Attributes attributes) {
        Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(attributes.size());
        for (int i = 0; i < attributes.size(); i++) {
            map.put(attributes.key(i).name(), attributes.value(i));
        }
        return map;
    }

    private static Map<String, @Nullable Object> spanEvent(SpanEvent event) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        map.put("name", event.name());
        map.put("time", seconds(event.timeNanos()));
        map.put("attributes", event.attributes());
        return map;
    }
}
