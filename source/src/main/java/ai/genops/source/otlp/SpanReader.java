package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED32;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.Own;
import ai.genops.event.SpanEvent;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads spans (opentelemetry/proto/trace/v1/trace.proto). Ids and times that are missing or zero follow from the
/// span's place in the log.
final class SpanReader implements ItemReader {
    private static final Key SPAN_KIND = Own.SPAN_KIND.key();
    private static final Key STATUS_MESSAGE = Own.STATUS_MESSAGE.key();
    private static final Key TRACE_STATE = Own.TRACE_STATE.key();
    private static final Key LINKS = Own.LINKS.key();
    private static final Key DROPPED_EVENTS = Own.DROPPED_EVENTS.key();
    private static final Key DROPPED_LINKS = Own.DROPPED_LINKS.key();

    private static final String[] KINDS = {"", "internal", "server", "client", "producer", "consumer"};
    private static final String[] STATUSES = {"", "ok", "error"};

    private final LogRecord record;
    private final WireReader in;
    private final Event event;

    private long spanId;
    private long parentSpanId;
    private long start;
    private long end;

    SpanReader(LogRecord record) {
        this.record = record;
        in = record.in;
        event = record.event;
    }

    @Override
    public void read() throws MalformedException {
        record.begin(Kind.SPAN);
        spanId = parentSpanId = start = end = 0;
        List<SpanEvent> events = List.of();
        List<Map<String, Object>> links = List.of();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | BYTES -> record.traceId();
                case 2 << 3 | BYTES -> spanId = record.id();
                case 3 << 3 | BYTES -> record.text(TRACE_STATE);
                case 4 << 3 | BYTES -> parentSpanId = record.id();
                case 5 << 3 | BYTES -> record.name();
                case 6 << 3 | VARINT -> kind();
                case 7 << 3 | FIXED64 -> start = in.fixed64();
                case 8 << 3 | FIXED64 -> end = in.fixed64();
                case 9 << 3 | BYTES -> record.attributes.read(event.attributes());
                case 10 << 3 | VARINT -> record.droppedAttributes();
                case 11 << 3 | BYTES -> events = plus(events, spanEvent());
                case 12 << 3 | VARINT -> record.count(DROPPED_EVENTS);
                case 13 << 3 | BYTES -> links = plus(links, link());
                case 14 << 3 | VARINT -> record.count(DROPPED_LINKS);
                case 15 << 3 | BYTES -> status();
                case 16 << 3 | FIXED32 -> record.flags();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        event.events(events);
        if (!links.isEmpty()) {
            event.own().add(LINKS, links);
        }
        identify();
        record.end();
    }

    private void identify() {
        if ((record.traceHigh | record.traceLow) == 0) {
            record.traceHigh = record.derivedId(1);
            record.traceLow = record.derivedId(2);
        }
        long id = spanId == 0 ? record.derivedId(3) : spanId;
        event.ids(record.traceHigh, record.traceLow, id, parentSpanId);
        long known = start != 0 ? start : end;
        event.time(known != 0 ? known : record.appendNanos(), start != 0 && end >= start ? end - start : -1);
    }

    private void kind() throws MalformedException {
        long kind = in.varint();
        if (kind > 0 && kind < KINDS.length) {
            event.own().add(SPAN_KIND, KINDS[(int) kind]);
        }
    }

    private void status() throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 2 << 3 | BYTES -> record.text(STATUS_MESSAGE);
                case 3 << 3 | VARINT -> {
                    long code = in.varint();
                    event.status(code >= 0 && code < STATUSES.length ? STATUSES[(int) code] : "");
                }
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private SpanEvent spanEvent() throws MalformedException {
        String name = "";
        long time = 0;
        Map<String, Object> attributes = new LinkedHashMap<>();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | FIXED64 -> time = in.fixed64();
                case 2 << 3 | BYTES -> name = record.attributes.text();
                case 3 << 3 | BYTES -> record.attributes.read(attributes);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return new SpanEvent(name, time, attributes);
    }

    private Map<String, Object> link() throws MalformedException {
        Map<String, Object> link = new LinkedHashMap<>();
        Map<String, Object> attributes = new LinkedHashMap<>();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | BYTES -> link.put("trace_id", hex());
                case 2 << 3 | BYTES -> link.put("span_id", hex());
                case 3 << 3 | BYTES -> link.put("trace_state", record.attributes.text());
                case 4 << 3 | BYTES -> record.attributes.read(attributes);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        if (!attributes.isEmpty()) {
            link.put("attributes", attributes);
        }
        return link;
    }

    private String hex() throws MalformedException {
        int length = in.length();
        int from = in.position();
        in.position(from + length);
        return HexFormat.of().formatHex(in.bytes(), from, from + length);
    }

    private static <T> List<T> plus(List<T> list, T item) {
        List<T> longer = list.isEmpty() ? new ArrayList<>(4) : list;
        longer.add(item);
        return longer;
    }
}
