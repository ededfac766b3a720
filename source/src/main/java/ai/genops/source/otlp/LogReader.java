package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED32;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.event.Event;
import ai.genops.event.Key;
import ai.genops.event.Kind;
import ai.genops.event.Own;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;

/// Reads log records (opentelemetry/proto/logs/v1/logs.proto). A record without a time has that at which it was
/// observed, else that at which it was appended. Its name is the event's, empty for a plain record.
final class LogReader implements ItemReader {
    private static final Key BODY = Own.BODY.key();
    private static final Key SEVERITY_TEXT = Own.SEVERITY_TEXT.key();
    private static final Key SEVERITY_NUMBER = Own.SEVERITY_NUMBER.key();
    /// Under OTLP's own name, in its unit: exact, where seconds in a double would not be.
    private static final Key OBSERVED_TIME = Own.OBSERVED_TIME.key();

    private final LogRecord record;
    private final WireReader in;
    private final Event event;

    LogReader(LogRecord record) {
        this.record = record;
        in = record.in;
        event = record.event;
    }

    @Override
    public void read() throws MalformedException {
        record.begin(Kind.LOG);
        long spanId = 0;
        long time = 0;
        long observed = 0;
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | FIXED64 -> time = in.fixed64();
                case 2 << 3 | VARINT -> severity();
                case 3 << 3 | BYTES -> record.text(SEVERITY_TEXT);
                case 5 << 3 | BYTES -> record.attributes.value(BODY, event.own());
                case 6 << 3 | BYTES -> record.attributes.read(event.attributes());
                case 7 << 3 | VARINT -> record.droppedAttributes();
                case 8 << 3 | FIXED32 -> record.flags();
                case 9 << 3 | BYTES -> record.traceId();
                case 10 << 3 | BYTES -> spanId = record.id();
                case 11 << 3 | FIXED64 -> observed = in.fixed64();
                case 12 << 3 | BYTES -> record.name();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        event.ids(record.traceHigh, record.traceLow, spanId, 0);
        if (observed != 0) {
            event.own().addLong(OBSERVED_TIME, observed);
        }
        long known = time != 0 ? time : observed;
        event.time(known != 0 ? known : record.appendNanos(), -1);
        record.end();
    }

    private void severity() throws MalformedException {
        long number = in.varint();
        if (number != 0) {
            event.own().addLong(SEVERITY_NUMBER, number);
        }
    }
}
