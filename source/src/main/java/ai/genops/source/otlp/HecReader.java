package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.util.List;

/// Reads events of HEC, which stand in the log as OTLP's log records. Each has its text as received under `_raw`, and
/// what it is filed under as `host`, `source`, `sourcetype` and `index`.
final class HecReader implements ItemReader {
    private static final Key RAW = Key.of("_raw");

    /// What a resource has, and the name that events show it under.
    private record Filed(Key received, Key shown) {
        private static Filed of(String received, String shown) {
            return new Filed(Key.of(received), Key.of(shown));
        }
    }

    private static final List<Filed> FILED = List.of(
            Filed.of("host", "host"),
            Filed.of("source", "source"),
            Filed.of("splunk.sourcetype", "sourcetype"),
            Filed.of("splunk.index", "index"));

    private final LogRecord record;
    private final WireReader in;
    private final Event event;

    HecReader(LogRecord record) {
        this.record = record;
        in = record.in;
        event = record.event;
    }

    @Override
    public void read() throws MalformedException {
        record.begin(Kind.LOG);
        filed();
        long spanId = 0;
        long time = record.appendNanos();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | FIXED64 -> time = in.fixed64();
                case 5 << 3 | BYTES -> record.attributes.value(RAW, event.own());
                case 6 << 3 | BYTES -> record.attributes.read(event.attributes());
                case 9 << 3 | BYTES -> record.traceId();
                case 10 << 3 | BYTES -> spanId = record.id();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        event.ids(record.traceHigh, record.traceLow, spanId, 0);
        event.time(time, -1);
        record.end();
    }

    private void filed() {
        Attributes resource = record.resource;
        for (int i = 0; i < FILED.size(); i++) {
            Filed filed = FILED.get(i);
            Object value = resource.get(filed.received());
            if (value != null) {
                event.own().add(filed.shown(), value);
            }
        }
    }
}
