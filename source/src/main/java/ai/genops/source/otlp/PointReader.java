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

/// Reads one data point, length first. What all kinds of points have is read here.
abstract sealed class PointReader permits NumberReader, HistogramReader, ExponentialReader, SummaryReader {
    static final Key VALUE = Key.of("value");
    static final Key COUNT = Key.of("count");
    static final Key SUM = Key.of("sum");
    static final Key MIN = Key.of("min");
    static final Key MAX = Key.of("max");
    static final Key BUCKETS = Key.of("buckets");
    private static final Key START = Key.of("start_time_unix_nano");

    final LogRecord record;
    final WireReader in;
    final Event event;
    private final MetricHead head;
    private final int attributes;

    /// @param attributes the number of the field that holds the attributes
    PointReader(LogRecord record, MetricHead head, int attributes) {
        this.record = record;
        this.head = head;
        in = record.in;
        event = record.event;
        this.attributes = attributes << 3 | BYTES;
    }

    /// Reads a field that only this kind of point has.
    abstract void field(int tag, Attributes own) throws MalformedException;

    final void read() throws MalformedException {
        record.begin(Kind.METRIC);
        event.name(head.name.offset(), head.name.length());
        Attributes own = event.own();
        head.describe(own);
        long start = 0;
        long time = 0;
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            if (tag == attributes) {
                record.attributes.read(event.attributes());
            } else if (tag == (2 << 3 | FIXED64)) {
                start = in.fixed64();
            } else if (tag == (3 << 3 | FIXED64)) {
                time = in.fixed64();
            } else {
                field(tag, own);
            }
        }
        in.leave(outer);
        if (start != 0) {
            own.addLong(START, start);
        }
        event.time(time != 0 ? time : record.appendNanos(), -1);
        record.end();
    }

    /// Reads numbers that are packed, length first.
    final void packed(List<Object> into, Element element) throws MalformedException {
        int outer = in.enter();
        while (in.more()) {
            into.add(element.read(in));
        }
        in.leave(outer);
    }

    /// How one number is read.
    @FunctionalInterface
    interface Element {
        Object read(WireReader in) throws MalformedException;
    }

    static long zigzag(long value) {
        return value >>> 1 ^ -(value & 1);
    }
}
