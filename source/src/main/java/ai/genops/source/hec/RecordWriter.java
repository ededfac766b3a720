package ai.genops.source.hec;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;

import ai.genops.source.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes events as a request of OTLP's log records (opentelemetry/proto/collector/logs/v1): those that follow each
/// other under the same filing share a resource. An event is put together aside and counts when it is complete, so one
/// that is wrong in its middle leaves nothing.
///
/// Attributes come in three parts, of which the later goes before the earlier: those of a resource inside the event,
/// the event's members, its `fields`. One thread at a time; reused by [#begin].
final class RecordWriter {
    private static final int KEPT_BYTES = 1 << 20;

    private final WireWriter out = new WireWriter(64 << 10);
    private final WireWriter item = new WireWriter(4 << 10);
    final WireWriter resource = new WireWriter(1 << 10);
    final WireWriter members = new WireWriter(1 << 10);
    final WireWriter fields = new WireWriter(1 << 10);
    private final WireWriter[] parts = {item, resource, members, fields};
    private @Nullable Filing filing;
    private int resourceLogs;
    private int scopeLogs;
    private int events;

    /// A new request.
    void begin() {
        out.clear(KEPT_BYTES);
        for (WireWriter part : parts) {
            part.clear(KEPT_BYTES);
        }
        filing = null;
        events = 0;
    }

    void beginEvent() {
        for (WireWriter part : parts) {
            part.clear();
        }
    }

    /// The event's text as it was received. Once per event.
    void raw(byte[] utf8, int offset, int length) {
        item.tag(5, BYTES);
        int value = item.open(3);
        item.tag(1, BYTES).varint(length).raw(utf8, offset, length);
        item.close(value, 3);
    }

    void time(long nanos) {
        item.tag(1, FIXED64).fixed64(nanos);
    }

    void traceId(byte[] id) {
        item.tag(9, BYTES).varint(id.length).raw(id);
    }

    void spanId(byte[] id) {
        item.tag(10, BYTES).varint(id.length).raw(id);
    }

    /// The event is complete.
    void endEvent(Filing under) {
        if (!under.equals(filing)) {
            closeResource();
            openResource(under);
        }
        out.tag(2, BYTES).varint(size() - out.size());
        for (WireWriter part : parts) {
            out.raw(part.array(), 0, part.size());
        }
        events++;
        beginEvent();
    }

    /// The request is complete: the number of its events.
    int end() {
        closeResource();
        return events;
    }

    int events() {
        return events;
    }

    /// How much there is so far, with the event that is being written.
    int size() {
        int size = out.size();
        for (WireWriter part : parts) {
            size += part.size();
        }
        return size;
    }

    /// What was written stands at the start of its array.
    WireWriter output() {
        return out;
    }

    private void openResource(Filing under) {
        filing = under;
        out.tag(1, BYTES);
        resourceLogs = out.open(3);
        out.tag(1, BYTES);
        int opened = out.open(1);
        attribute("host", under.host());
        attribute("source", under.source());
        attribute("splunk.sourcetype", under.sourcetype());
        attribute("splunk.index", under.index());
        out.close(opened, 1);
        out.tag(2, BYTES);
        scopeLogs = out.open(3);
    }

    private void closeResource() {
        if (filing != null) {
            out.close(scopeLogs, 3).close(resourceLogs, 3);
            filing = null;
        }
    }

    private void attribute(String name, String value) {
        if (value.isEmpty()) {
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.tag(1, BYTES);
        int pair = out.open(1);
        out.tag(1, BYTES).text(name).tag(2, BYTES);
        int any = out.open(1);
        out.tag(1, BYTES).varint(utf8.length).raw(utf8);
        out.close(any, 1).close(pair, 1);
    }
}
