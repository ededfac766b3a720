package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Points of exponential histograms: `positive` and `negative` hold an `offset` and `buckets`.
final class ExponentialReader extends PointReader {
    private static final Key SCALE = Key.of("scale");
    private static final Key ZERO_COUNT = Key.of("zero_count");
    private static final Key ZERO_THRESHOLD = Key.of("zero_threshold");
    private static final Key POSITIVE = Key.of("positive");
    private static final Key NEGATIVE = Key.of("negative");

    ExponentialReader(LogRecord record, MetricHead head) {
        super(record, head, 1);
    }

    @Override
    void field(int tag, Attributes own) throws MalformedException {
        switch (tag) {
            case 4 << 3 | FIXED64 -> own.addLong(COUNT, in.fixed64());
            case 5 << 3 | FIXED64 -> own.addDouble(SUM, in.float64());
            case 6 << 3 | VARINT -> own.addLong(SCALE, zigzag(in.varint()));
            case 7 << 3 | FIXED64 -> own.addLong(ZERO_COUNT, in.fixed64());
            case 8 << 3 | BYTES -> own.add(POSITIVE, buckets());
            case 9 << 3 | BYTES -> own.add(NEGATIVE, buckets());
            case 12 << 3 | FIXED64 -> own.addDouble(MIN, in.float64());
            case 13 << 3 | FIXED64 -> own.addDouble(MAX, in.float64());
            case 14 << 3 | FIXED64 -> own.addDouble(ZERO_THRESHOLD, in.float64());
            default -> in.skip(tag);
        }
    }

    private Map<String, Object> buckets() throws MalformedException {
        long offset = 0;
        List<Object> counts = new ArrayList<>();
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | VARINT -> offset = zigzag(in.varint());
                case 2 << 3 | BYTES -> packed(counts, WireReader::varint);
                case 2 << 3 | VARINT -> counts.add(in.varint());
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        Map<String, Object> buckets = new LinkedHashMap<>();
        buckets.put("offset", offset);
        buckets.put("buckets", counts);
        return buckets;
    }
}
