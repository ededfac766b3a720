package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;

import ai.genops.event.Attributes;
import ai.genops.event.Key;
import ai.genops.source.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Points of summaries: `quantiles` is a list of `quantile` and `value`.
final class SummaryReader extends PointReader {
    private static final Key QUANTILES = Key.of("quantiles");

    private List<Object> quantiles = List.of();

    SummaryReader(LogRecord record, MetricHead head) {
        super(record, head, 7);
    }

    @Override
    void field(int tag, Attributes own) throws MalformedException {
        switch (tag) {
            case 4 << 3 | FIXED64 -> own.addLong(COUNT, in.fixed64());
            case 5 << 3 | FIXED64 -> own.addDouble(SUM, in.float64());
            case 6 << 3 | BYTES -> {
                if (own.find(QUANTILES) < 0) {
                    quantiles = new ArrayList<>();
                    own.add(QUANTILES, quantiles);
                }
                quantiles.add(quantile());
            }
            default -> in.skip(tag);
        }
    }

    private Map<String, Object> quantile() throws MalformedException {
        double quantile = 0;
        double value = 0;
        int outer = in.enter();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 1 << 3 | FIXED64 -> quantile = in.float64();
                case 2 << 3 | FIXED64 -> value = in.float64();
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
        return Map.of("quantile", quantile, "value", value);
    }
}
