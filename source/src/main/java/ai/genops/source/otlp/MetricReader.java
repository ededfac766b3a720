package ai.genops.source.otlp;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.VARINT;

import ai.genops.source.wire.MalformedException;
import ai.genops.source.wire.WireReader;

/// Reads metrics (opentelemetry/proto/metrics/v1/metrics.proto): each data point is an event.
final class MetricReader implements ItemReader {
    private static final int NAME = 1 << 3 | BYTES;
    private static final int DESCRIPTION = 2 << 3 | BYTES;
    private static final int UNIT = 3 << 3 | BYTES;
    private static final int POINT = 1 << 3 | BYTES;
    private static final int TEMPORALITY = 2 << 3 | VARINT;
    private static final int MONOTONIC = 3 << 3 | VARINT;

    private static final String[] TEMPORALITIES = {"", "delta", "cumulative"};

    private final WireReader in;
    private final MetricHead head = new MetricHead();
    private final PointReader numbers;
    private final PointReader histograms;
    private final PointReader exponentials;
    private final PointReader summaries;

    MetricReader(LogRecord record) {
        in = record.in;
        numbers = new NumberReader(record, head);
        histograms = new HistogramReader(record, head);
        exponentials = new ExponentialReader(record, head);
        summaries = new SummaryReader(record, head);
    }

    /// Name, description and unit belong to every point, so they are looked for first.
    @Override
    public void read() throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        head.clear();
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case NAME -> head.name.read(in);
                case DESCRIPTION -> head.description.read(in);
                case UNIT -> head.unit.read(in);
                default -> in.skip(tag);
            }
        }
        in.position(start);
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case 5 << 3 | BYTES -> points("gauge", numbers);
                case 7 << 3 | BYTES -> points("sum", numbers);
                case 9 << 3 | BYTES -> points("histogram", histograms);
                case 10 << 3 | BYTES -> points("exponential_histogram", exponentials);
                case 11 << 3 | BYTES -> points("summary", summaries);
                default -> in.skip(tag);
            }
        }
        in.leave(outer);
    }

    private void points(String type, PointReader reader) throws MalformedException {
        int outer = in.enter();
        int start = in.position();
        head.type = type;
        head.temporality = "";
        head.monotonic = false;
        while (in.more()) {
            int tag = in.tag();
            switch (tag) {
                case TEMPORALITY -> {
                    long number = in.varint();
                    head.temporality = number >= 0 && number < TEMPORALITIES.length ? TEMPORALITIES[(int) number] : "";
                }
                case MONOTONIC -> head.monotonic = in.varint() != 0;
                default -> in.skip(tag);
            }
        }
        in.position(start);
        while (in.more()) {
            int tag = in.tag();
            if (tag == POINT) {
                reader.read();
            } else {
                in.skip(tag);
            }
        }
        in.leave(outer);
    }
}
