package ai.genops.demo;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.stream.IntStream;

/// One request of the trace: its row, when it arrived, its tokens.
record TraceCall(int row, LocalDateTime arrival, int inputTokens, int outputTokens) {

    static List<TraceCall> read(String resource) {
        var rows = Csv.rows(resource);
        return IntStream.range(0, rows.size())
                .mapToObj(row -> of(row, rows.get(row)))
                .toList();
    }

    private static TraceCall of(int row, NamedCsvRecord line) {
        return new TraceCall(
                row,
                LocalDateTime.parse(line.getField("TIMESTAMP").replace(' ', 'T')),
                Integer.parseInt(line.getField("ContextTokens")),
                Integer.parseInt(line.getField("GeneratedTokens")));
    }

    /// How long such a call plausibly takes; the trace does not say.
    Duration duration() {
        return Duration.ofMillis(200).plusNanos(100_000L * inputTokens + 20_000_000L * outputTokens);
    }

    LocalDateTime end() {
        return arrival.plus(duration());
    }
}
