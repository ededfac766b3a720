package ai.genops.server.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplayRangeTest {
    private static final Instant START = Instant.parse("2026-01-31T00:00:00Z");

    @TempDir
    Path folder;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    private Log filled(int minutes) throws Exception {
        var config = new LogConfig(5 << 16, 1 << 16, 10_000, 1 << 20, Duration.ofDays(7));
        Log log = Log.open(folder, config, now::get);
        for (int minute = 0; minute < minutes; minute++) {
            now.set(START.plusSeconds(60L * minute));
            for (int i = 0; i < 10; i++) {
                log.append(ByteBuffer.allocate(1_000)).join();
            }
        }
        return log;
    }

    private ReplayRange range(String from, String to, Log log) {
        return ReplayRange.of(new ReplayRequest(from, to, List.of(), List.of()), log, now.get());
    }

    @Test
    void timesAreIsoOrRelativeToNow() throws Exception {
        try (Log log = filled(10)) {
            assertThat(range("-2m", "-1m", log).toMillis())
                    .isEqualTo(START.plusSeconds(480).toEpochMilli());
            ReplayRange iso = range("2026-01-31T01:02:00+01:00", "2026-01-31T00:03:00Z", log);
            assertThat(iso.fromMillis()).isEqualTo(START.plusSeconds(120).toEpochMilli());
            assertThat(iso.first()).isLessThanOrEqualTo(20);
            assertThat(iso.next()).isGreaterThanOrEqualTo(30);
            assertThat(range("-1h", "", log).first()).isZero();
        }
    }

    @Test
    void whatIsGoneIsRefusedAndWhatIsThereIsSaid() throws Exception {
        try (Log log = filled(200)) {
            assertThat(log.oldestSequence()).isPositive();
            assertThatThrownBy(() -> range("2026-01-31T00:00:00Z", "", log))
                    .isInstanceOf(ReplayException.class)
                    .hasMessageContaining("still there is what came from " + Instant.ofEpochMilli(log.oldestMillis()))
                    .hasMessageContaining("(record " + log.oldestSequence() + " to 1999)");
            assertThat(range(Instant.ofEpochMilli(log.oldestMillis()).toString(), "", log)
                            .first())
                    .isEqualTo(log.oldestSequence());
        }
    }
}
