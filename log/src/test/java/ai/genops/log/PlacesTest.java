package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PlacesTest {
    private static final Instant START = Instant.ofEpochSecond(1_790_000_000);

    @TempDir
    Path directory;

    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    @Test
    void theRangeOfATimeHoldsAllItsRecordsAndFewOthers() throws Exception {
        try (var log = Log.open(new FaultyDisk(), directory, Fixture.config(256), now::get)) {
            for (int minute = 0; minute < 20; minute++) {
                now.set(START.plusSeconds(60L * minute));
                Fixture.append(log, minute * 100L, minute * 100L + 100);
            }
            long from = START.plusSeconds(300).toEpochMilli();
            var range = log.between(from, START.plusSeconds(600).toEpochMilli());
            assertThat(range.first()).isBetween(400L, 500L);
            assertThat(range.next()).isBetween(1_000L, 1_100L);
            assertThat(log.oldestMillis()).isEqualTo(START.toEpochMilli());
            assertThat(log.between(0, Long.MAX_VALUE)).isEqualTo(new SequenceRange(0, 2_000));
            var later = log.between(START.plusSeconds(9_999).toEpochMilli(), Long.MAX_VALUE);
            assertThat(later.next()).isEqualTo(2_000);
            var earlier = log.between(0, START.toEpochMilli());
            assertThat(earlier.first()).isEqualTo(earlier.next()).isZero();
        }
    }

    @Test
    void theSequenceAtALagIsTheInverseOfTheBytesFromASequence() throws Exception {
        try (var log = Log.open(new FaultyDisk(), directory, Fixture.config(256), now::get)) {
            assertThat(log.sequenceAtLag(1_000)).isZero();
            Fixture.append(log, 0, 1_000);
            for (long sequence : new long[] {0, 10, 500, 900, 999}) {
                assertThat(log.sequenceAtLag(log.lagBytes(sequence))).isBetween(sequence - 2, sequence + 2);
            }
            assertThat(log.sequenceAtLag(0)).isEqualTo(1_000);
            assertThat(log.sequenceAtLag(Long.MAX_VALUE)).isZero();
        }
    }
}
