package ai.genops.destination.otlp;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Own;
import ai.genops.event.SpanEvent;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes spans (opentelemetry/proto/trace/v1/trace.proto).
final class SpanWriter implements ItemWriter {
    private static final Key SPAN_KIND = Own.SPAN_KIND.key();
    private static final Key STATUS_MESSAGE = Own.STATUS_MESSAGE.key();
    private static final Key TRACE_STATE = Own.TRACE_STATE.key();
    private static final Key LINKS = Own.LINKS.key();
    private static final Key DROPPED_EVENTS = Own.DROPPED_EVENTS.key();
    private static final Key DROPPED_LINKS = Own.DROPPED_LINKS.key();
    static final Key DROPPED_ATTRIBUTES = Own.DROPPED_ATTRIBUTES.key();
    static final Key FLAGS = Own.FLAGS.key();

    private static final List<String> KINDS = List.of("", "internal", "server", "client", "producer", "consumer");
    private static final List<String> STATUSES = List.of("", "ok", "error");

    private final EventAttributes attributes = new EventAttributes(Set.of(
            SPAN_KIND, STATUS_MESSAGE, TRACE_STATE, LINKS, FLAGS, DROPPED_ATTRIBUTES, DROPPED_EVENTS, DROPPED_LINKS));

    @Override
    public void write(Event event, ProtoBuffer out) {
        int span = out.open(ITEM);
        traceId(event, out, 1);
        id(event.spanId(), out, 2);
        out.text(3, EventAttributes.text(event.own(), TRACE_STATE));
        id(event.parentSpanId(), out, 4);
        out.text(5, event.name());
        number(KINDS.indexOf(EventAttributes.text(event.own(), SPAN_KIND)), out, 6);
        out.fixed64(7, event.timeNanos());
        if (event.durationNanos() >= 0) {
            out.fixed64(8, event.timeNanos() + event.durationNanos());
        }
        attributes.write(event, out, 9);
        count(event, DROPPED_ATTRIBUTES, out, 10);
        event.events().forEach(inside -> spanEvent(inside, out));
        count(event, DROPPED_EVENTS, out, 12);
        if (event.own().get(LINKS) instanceof List<?> links) {
            links.forEach(link -> link((Map<?, ?>) link, out));
        }
        count(event, DROPPED_LINKS, out, 14);
        status(event, out);
        flags(event, out, 16);
        out.close(span);
    }

    static void traceId(Event event, ProtoBuffer out, int field) {
        if ((event.traceIdHigh() | event.traceIdLow()) != 0) {
            ByteBuffer id = ByteBuffer.allocate(16).putLong(event.traceIdHigh()).putLong(event.traceIdLow());
            out.bytes(field, id.flip());
        }
    }

    static void id(long id, ProtoBuffer out, int field) {
        if (id != 0) {
            out.bytes(field, ByteBuffer.allocate(8).putLong(id).flip());
        }
    }

    static void flags(Event event, ProtoBuffer out, int field) {
        if (event.own().get(FLAGS) instanceof Number flags) {
            out.fixed32(field, flags.intValue());
        }
    }

    static void count(Event event, Key key, ProtoBuffer out, int field) {
        if (event.own().get(key) instanceof Number count && count.longValue() > 0) {
            out.varint(field, count.longValue());
        }
    }

    private static void number(int value, ProtoBuffer out, int field) {
        if (value > 0) {
            out.varint(field, value);
        }
    }

    private static void spanEvent(SpanEvent inside, ProtoBuffer out) {
        int event = out.open(11);
        out.fixed64(1, inside.timeNanos());
        out.text(2, inside.name());
        members(inside.attributes(), out, 3);
        out.close(event);
    }

    /// As the decoder shows it: ids in hex.
    private static void link(Map<?, ?> shown, ProtoBuffer out) {
        int link = out.open(13);
        out.bytes(1, hex(shown.get("trace_id")));
        out.bytes(2, hex(shown.get("span_id")));
        out.text(3, shown.get("trace_state") instanceof String state ? state : "");
        if (shown.get("attributes") instanceof Map<?, ?> attributes) {
            members(attributes, out, 4);
        }
        out.close(link);
    }

    private static byte[] hex(@Nullable Object id) {
        return id instanceof String text ? HexFormat.of().parseHex(text) : new byte[0];
    }

    private static void members(Map<?, ?> attributes, ProtoBuffer out, int field) {
        attributes.forEach((key, value) -> AnyValue.member(out, field, String.valueOf(key), value));
    }

    private static void status(Event event, ProtoBuffer out) {
        String message = EventAttributes.text(event.own(), STATUS_MESSAGE);
        if (!message.isEmpty() || !event.status().isEmpty()) {
            int status = out.open(15);
            out.text(2, message);
            number(Math.max(0, STATUSES.indexOf(event.status())), out, 3);
            out.close(status);
        }
    }
}
