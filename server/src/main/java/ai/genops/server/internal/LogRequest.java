package ai.genops.server.internal;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/// Events of the server's own as a record of the log: a request of OTLP's log records
/// (opentelemetry/proto/collector/logs/v1). Used by one thread.
public final class LogRequest {
    private static final int NANOS = 1_000_000;

    private final WireWriter out = new WireWriter(1024);

    /// An event.
    ///
    /// @param millis since 1970
    /// @param nanos beyond these milliseconds
    /// @param name of this kind of event; empty if it has none
    /// @param attributes texts, of which empty ones are left out, lists of texts, and numbers
    public record Item(long millis, int nanos, String body, String name, Map<String, ?> attributes) {
        public Item(long millis, String body, String name, Map<String, ?> attributes) {
            this(millis, 0, body, name, attributes);
        }
    }

    /// Adds an event under a resource of its own.
    ///
    /// @param resource its attributes, such as `service.name`, which becomes the event's source
    public LogRequest add(Map<String, String> resource, Item item) {
        out.tag(1, BYTES);
        int resourceLogs = out.open(3);
        out.tag(1, BYTES);
        int opened = out.open(3);
        resource.forEach((key, value) -> attribute(1, key, value));
        out.close(opened, 3).tag(2, BYTES);
        int scopeLogs = out.open(3);
        out.tag(2, BYTES);
        int entry = out.open(3);
        write(item);
        out.close(entry, 3).close(scopeLogs, 3).close(resourceLogs, 3);
        return this;
    }

    /// The parts of the log's record.
    ///
    /// @param input that the events come from
    public ByteBuffer[] parts(String input) {
        return new ByteBuffer[] {Envelope.of(Signal.LOGS, input, Map.of()), ByteBuffer.wrap(out.array(), 0, out.size())
        };
    }

    private void write(Item item) {
        out.tag(1, FIXED64).fixed64(item.millis * NANOS + item.nanos);
        out.tag(5, BYTES);
        int body = out.open(3);
        out.tag(1, BYTES).text(item.body);
        out.close(body, 3);
        item.attributes.forEach((key, value) -> attribute(6, key, value));
        if (!item.name.isEmpty()) {
            out.tag(12, BYTES).text(item.name);
        }
    }

    private void attribute(int field, String name, Object value) {
        if (value.equals("")) {
            return;
        }
        out.tag(field, BYTES);
        int pair = out.open(3);
        out.tag(1, BYTES).text(name).tag(2, BYTES);
        any(value);
        out.close(pair, 3);
    }

    private void any(Object value) {
        int any = out.open(3);
        switch (value) {
            case Double number -> out.tag(4, FIXED64).fixed64(Double.doubleToLongBits(number));
            case Number number -> out.tag(3, VARINT).varint(number.longValue());
            case List<?> list -> {
                out.tag(5, BYTES);
                int array = out.open(3);
                list.forEach(each -> {
                    out.tag(1, BYTES);
                    any(each);
                });
                out.close(array, 3);
            }
            default -> out.tag(1, BYTES).text(value.toString());
        }
        out.close(any, 3);
    }

    /// Bytes so far.
    public int size() {
        return out.size();
    }
}
