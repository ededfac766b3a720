package ai.genops.server.trial;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.Numbers;
import ai.genops.event.Own;
import ai.genops.event.SpanEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Makes an event of its JSON: the inverse of [ai.genops.event.EventJson]. What a pipeline had set is left out,
/// since it is to be set anew.
public final class EventMaker {
    /// The source that events come through unless they say otherwise.
    public static final String INPUT = "genops_otlp_source";

    /// What EventJson writes of every event, and what a pipeline adds of its own accord.
    static final Set<String> COMMON = Set.of(
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
            "sample_rate",
            "pipeline",
            "__inputId");

    private EventMaker() {}

    /// The event that would stand first in the log record at `offset`.
    ///
    /// @param otherwiseMillis its time, in milliseconds since 1970, if it has none
    /// @throws IllegalArgumentException with the member that is wrong and what it should be
    public static Event make(Map<String, @Nullable Object> json, long offset, long otherwiseMillis) {
        long nanos = nanos(json.get("_time"), "_time", otherwiseMillis * 1_000_000);
        byte[] name = text(json, "name", "").getBytes(StandardCharsets.UTF_8);
        Event event = new Event();
        event.receive(kind(json), text(json, "__inputId", INPUT), name, offset, 0, Math.floorDiv(nanos, 1_000_000L));
        event.name(0, name.length);
        event.time(nanos, duration(json.get("duration_ms")));
        String trace = hex(json, "trace_id", 32);
        event.ids(
                HexFormat.fromHexDigitsToLong(trace.substring(0, 16)),
                HexFormat.fromHexDigitsToLong(trace.substring(16)),
                HexFormat.fromHexDigitsToLong(hex(json, "span_id", 16)),
                HexFormat.fromHexDigitsToLong(hex(json, "parent_span_id", 16)));
        event.status(status(json.get("status")));
        fill(event.attributes(), object(json, "attributes"));
        Attributes resource = new Attributes();
        resource.begin(name);
        fill(resource, object(json, "resource"));
        event.resource(resource);
        event.events(spanEvents(json));
        own(event, json);
        return event;
    }

    /// An event that a pipeline has seen carries the pipeline's fields; any other only its own.
    private static void own(Event event, Map<String, @Nullable Object> json) {
        boolean processed = json.containsKey("pipeline");
        json.forEach((member, value) -> {
            if (value != null && !COMMON.contains(member) && (!processed || isOpenTelemetrys(member))) {
                event.own().add(Key.of(member), value);
            }
        });
    }

    private static boolean isOpenTelemetrys(String member) {
        Own own = Own.of(Key.of(member));
        return own != null && own.isOpenTelemetrys();
    }

    private static void fill(Attributes attributes, Map<String, @Nullable Object> values) {
        values.forEach((name, value) -> {
            if (value != null) {
                attributes.add(Key.of(name), value);
            }
        });
    }

    private static Kind kind(Map<String, @Nullable Object> json) {
        String label = text(json, "kind", Kind.SPAN.label());
        for (Kind kind : Kind.values()) {
            if (kind.label().equals(label)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("`kind` is `" + label + "`; it is span, log or metric");
    }

    private static List<SpanEvent> spanEvents(Map<String, @Nullable Object> json) {
        if (!(json.get("events") instanceof List<?> list)) {
            return List.of();
        }
        List<SpanEvent> events = new ArrayList<>();
        for (Object item : list) {
            Map<String, @Nullable Object> members = asObject(item, "events");
            Map<String, Object> attributes = new LinkedHashMap<>();
            object(members, "attributes").forEach((name, value) -> {
                if (value != null) {
                    attributes.put(name, value);
                }
            });
            events.add(new SpanEvent(text(members, "name", ""), nanos(members.get("time"), "time", 0), attributes));
        }
        return List.copyOf(events);
    }

    private static String text(Map<String, @Nullable Object> json, String member, String otherwise) {
        Object value = json.get(member);
        if (value == null || value instanceof String) {
            return value == null ? otherwise : (String) value;
        }
        throw new IllegalArgumentException("`" + member + "` must be a text, is " + value);
    }

    /// One that a pipeline has set may be a number.
    private static String status(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case Double number -> Numbers.text(number);
            default -> value.toString();
        };
    }

    private static String hex(Map<String, @Nullable Object> json, String member, int digits) {
        String text = text(json, member, "");
        if (!text.isEmpty() && !text.matches("[0-9a-fA-F]{" + digits + "}")) {
            throw new IllegalArgumentException(
                    "`" + member + "` must be " + digits + " hex digits in quotes, is `" + text + "`");
        }
        return text.isEmpty() ? "0".repeat(digits) : text;
    }

    private static Map<String, @Nullable Object> object(Map<String, @Nullable Object> json, String member) {
        Object value = json.get(member);
        return value == null ? Map.of() : asObject(value, member);
    }

    private static Map<String, @Nullable Object> asObject(@Nullable Object value, String member) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("`" + member + "` must hold objects, is " + value);
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        map.forEach((name, held) -> object.put(String.valueOf(name), held));
        return object;
    }

    private static long duration(@Nullable Object millis) {
        return millis == null ? -1 : scaled(millis, "duration_ms", 6);
    }

    private static long nanos(@Nullable Object seconds, String member, long otherwise) {
        return seconds == null ? otherwise : scaled(seconds, member, 9);
    }

    private static long scaled(Object value, String member, int digits) {
        if (!(value instanceof Number number)) {
            throw new IllegalArgumentException("`" + member + "` must be a number, is " + value);
        }
        return new BigDecimal(number.toString()).movePointRight(digits).longValue();
    }
}
