package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.util.ArrayList;
import java.util.List;

/// Points of histograms with explicit bounds: `buckets` has one number more than `bounds`.
final class HistogramReader extends PointReader {
    private static final Key BOUNDS = Key.of("bounds");

    HistogramReader(LogRecord record, MetricHead head) {
        super(record, head, 9);
    }

    @Override
    void field(int tag, Attributes own) throws MalformedException {
        switch (tag) {
            case 4 << 3 | FIXED64 -> own.addLong(COUNT, in.fixed64());
            case 5 << 3 | FIXED64 -> own.addDouble(SUM, in.float64());
            case 6 << 3 | BYTES -> packed(list(own, BUCKETS), WireReader::fixed64);
            case 6 << 3 | FIXED64 -> list(own, BUCKETS).add(in.fixed64());
            case 7 << 3 | BYTES -> packed(list(own, BOUNDS), WireReader::float64);
            case 7 << 3 | FIXED64 -> list(own, BOUNDS).add(in.float64());
            case 11 << 3 | FIXED64 -> own.addDouble(MIN, in.float64());
            case 12 << 3 | FIXED64 -> own.addDouble(MAX, in.float64());
            default -> in.skip(tag);
        }
    }

    /// The list under a key, new if there is none yet.
    @SuppressWarnings("unchecked")
    private static List<Object> list(Attributes own, Key key) {
        int position = own.find(key);
        if (position >= 0 && own.value(position) instanceof List<?> known) {
            return (List<Object>) known;
        }
        List<Object> list = new ArrayList<>();
        own.add(key, list);
        return list;
    }
}
