package ai.genops.server.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import ai.genops.log.LogInspector;
import ai.genops.server.internal.LogRequest;
import ai.genops.server.trial.LogSample.Bounds;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogSampleTest {
    private static final int RECORDS = 2000;
    private static final Instant START = Instant.parse("2026-03-10T08:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Progress SILENT = _ -> {};

    @TempDir
    static Path folder;

    private static LogInspector log;

    /// Two hours of records, every 3.6 seconds one.
    @BeforeAll
    static void write() throws IOException {
        var now = new AtomicReference<>(START);
        try (Log written = Log.open(folder, LogConfig.defaults(), now::get)) {
            for (int i = 0; i < RECORDS; i++) {
                now.set(START.plusMillis(i * 3600L));
                written.append(new LogRequest()
                                .add(Map.of(), new LogRequest.Item(1, "", "n" + i, Map.of()))
                                .parts("in"))
                        .join();
            }
        }
        log = LogInspector.of(folder, null);
    }

    private LogSample sample(Bounds bounds) throws IOException {
        return LogSample.of(log, START.plus(HOUR.multipliedBy(2)), HOUR, bounds, SILENT);
    }

    private static List<Long> offsets(LogSample sample) {
        List<Long> offsets = new ArrayList<>();
        sample.each(event -> offsets.add(event.offset()), () -> {}, SILENT);
        return offsets;
    }

    @Test
    void aShortHourIsTakenWholeAndInOrder() throws IOException {
        LogSample sample = sample(Bounds.USUAL);
        assertThat(sample.population()).isEqualTo(RECORDS / 2);
        assertThat(sample.records()).isEqualTo(RECORDS / 2);
        assertThat(offsets(sample)).isSorted().hasSize(RECORDS / 2).allMatch(offset -> offset >= RECORDS / 2);
    }

    @Test
    void aPartIsTheSameEachTimeAndFromEverywhere() throws IOException {
        LogSample sample = sample(new Bounds(200, 1 << 20, 10_000));
        assertThat(sample.population()).isEqualTo(RECORDS / 2);
        assertThat(sample.records()).isEqualTo(200);
        List<Long> offsets = offsets(sample);
        assertThat(offsets).isSorted().isEqualTo(offsets(sample(new Bounds(200, 1 << 20, 10_000))));
        assertThat(offsets.stream().filter(offset -> offset < RECORDS * 3 / 4).count())
                .isBetween(70L, 130L);
    }

    @Test
    void aSmallerOneIsPartOfALargerOne() throws IOException {
        assertThat(offsets(sample(new Bounds(200, 1 << 20, 10_000))))
                .containsAll(offsets(sample(new Bounds(50, 1 << 20, 10_000))));
        assertThat(sample(new Bounds(200, 1 << 20, 30)).records()).as("events").isEqualTo(30);
        assertThat(sample(new Bounds(200, 2_000, 10_000)).records()).as("bytes").isBetween(LogSample.LEAST, 60);
    }

    @Test
    void whoeverWaitsCanEndIt() {
        assertThatThrownBy(() -> LogSample.of(log, START.plus(HOUR), HOUR, Bounds.USUAL, _ -> {
                    throw new CancellationException();
                }))
                .isInstanceOf(CancellationException.class);
    }
}
