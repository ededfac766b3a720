package ai.genops.event;

import java.util.List;

/// Writes an event as one JSON object, under the names that expressions read it by: `name`, `attributes`, `resource`,
/// `events` and so on as received, then the fields that the pipeline set.
public final class EventJson {
    private EventJson() {}

    /// Writes the object, without a line end.
    public static void write(Event event, JsonBuffer out) {
        out.ascii("{\"_time\":");
        seconds(event.timeNanos(), out);
        out.ascii(",\"kind\":\"").ascii(event.kind().label()).ascii("\",\"name\":");
        event.writeName(out);
        ids(event, out);
        if (event.durationNanos() >= 0) {
            out.ascii(",\"duration_ms\":").number(event.durationNanos() / 1e6);
        }
        if (!event.status().isEmpty()) {
            event.writeStatus(out.ascii(",\"status\":"));
        }
        event.own().writeMembers(out, false);
        out.ascii(",\"attributes\":{");
        event.attributes().writeMembers(out, true);
        out.ascii("},\"resource\":{");
        event.resource().writeMembers(out, true);
        out.raw('}');
        spanEvents(event.events(), out);
        fields(event, out);
        out.raw('}');
    }

    /// Epoch seconds as a plain decimal with as many decimals as needed.
    public static void seconds(long nanos, JsonBuffer out) {
        out.number(Math.floorDiv(nanos, 1_000_000_000L)).billionths((int) Math.floorMod(nanos, 1_000_000_000L));
    }

    private static void ids(Event event, JsonBuffer out) {
        if ((event.traceIdHigh() | event.traceIdLow()) != 0) {
            out.ascii(",\"trace_id\":").id(event.traceIdHigh(), event.traceIdLow(), true);
        }
        if (event.spanId() != 0) {
            out.ascii(",\"span_id\":").id(0, event.spanId(), false);
        }
        if (event.parentSpanId() != 0) {
            out.ascii(",\"parent_span_id\":").id(0, event.parentSpanId(), false);
        }
    }

    /// Writes `,"events":[...]` if there are any.
    private static void spanEvents(List<SpanEvent> events, JsonBuffer out) {
        if (!events.isEmpty()) {
            out.ascii(",\"events\":");
            spanEventList(events, out);
        }
    }

    /// Writes the list of a span's events.
    public static void spanEventList(List<SpanEvent> events, JsonBuffer out) {
        out.raw('[');
        for (int i = 0; i < events.size(); i++) {
            SpanEvent event = events.get(i);
            out.ascii(i > 0 ? ",{\"name\":" : "{\"name\":").text(event.name()).ascii(",\"time\":");
            seconds(event.timeNanos(), out);
            out.ascii(",\"attributes\":").value(event.attributes()).raw('}');
        }
        out.raw(']');
    }

    private static void fields(Event event, JsonBuffer out) {
        if (event.pipeline().isEmpty()) {
            return;
        }
        event.writeFields(out, true);
        out.ascii(",\"sample_rate\":")
                .number(event.sampleRate())
                .ascii(",\"pipeline\":")
                .ready(event.fields().pipeline(event.pipeline()));
    }

    /// Writes the fields that are set, each preceded by a comma.
    public static void writeFields(Event event, JsonBuffer out) {
        event.writeFields(out, false);
    }
}
