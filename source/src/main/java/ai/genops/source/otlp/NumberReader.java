package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.FIXED64;

import ai.genops.event.Attributes;
import ai.genops.source.wire.MalformedException;

/// Points of gauges and sums. A point without a recorded value has no `value`.
final class NumberReader extends PointReader {
    NumberReader(LogRecord record, MetricHead head) {
        super(record, head, 7);
    }

    @Override
    void field(int tag, Attributes own) throws MalformedException {
        switch (tag) {
            case 4 << 3 | FIXED64 -> own.addDouble(VALUE, in.float64());
            case 6 << 3 | FIXED64 -> own.addLong(VALUE, in.fixed64());
            default -> in.skip(tag);
        }
    }
}
