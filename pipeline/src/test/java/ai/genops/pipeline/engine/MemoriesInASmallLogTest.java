package ai.genops.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.log.ConsumerLimit;
import ai.genops.log.Log;
import ai.genops.log.LogConfig;
import ai.genops.log.Overflow;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a pipeline remembers is a consumer of the log: it must not keep what the destinations may lose.
@Timeout(30)
class MemoriesInASmallLogTest {
    private static final int RECORD = 100_000;
    private static final long BYTES = 4 << 20;

    @TempDir
    Path folder;

    private final AtomicLong clock = new AtomicLong(1_763_600_000_000L);

    @Test
    void aDestinationThatMayLoseTheOldestDoesNotHoldTheSourcesBack() throws Exception {
        var config = new LogConfig(BYTES, 1 << 20, 1 << 19, 2 << 20, Duration.ofDays(1));
        try (Log log = Log.open(folder.resolve("log"), config, () -> Instant.ofEpochMilli(clock.get()))) {
            log.checkpoints().register("stuck", 0);
            log.checkpoints().limit("stuck", ConsumerLimit.unlimited(Overflow.DROP_OLDEST));
            var quick = new Sums("quick", 0);
            var stuck = new Sums("stuck", 0);
            stuck.open = false;
            var feeds = new Feeds(
                    log,
                    new Engine(List.of(Sums.pipeline("v1", Sum::new, quick, stuck))),
                    () -> new Numbers(0),
                    List.of(quick, stuck),
                    new MemoryFolder(folder.resolve("memory"), null),
                    1);
            long records = 4 * BYTES / RECORD;
            for (int i = 0; i < records; i++) {
                log.append(ByteBuffer.allocate(RECORD)).get(10, TimeUnit.SECONDS);
                clock.addAndGet(1_000); // so that memories are saved on the way
                while (quick.committed() <= i) {
                    Thread.sleep(1);
                }
            }
            assertThat(quick.seen).hasSize((int) records / 10);
            assertThat(log.checkpoints().position(Feeds.MEMORIES)).isPresent();
            stuck.open = true;
            feeds.drain(Duration.ofSeconds(10));
        }
    }
}
