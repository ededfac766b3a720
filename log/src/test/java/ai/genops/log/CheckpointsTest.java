package ai.genops.log;

import static ai.genops.log.Fixture.append;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class CheckpointsTest {
    @TempDir
    Path directory;

    @Test
    void committedPositionsAreOnDiskAtOnce() throws Exception {
        try (var log = Fixture.open(directory)) {
            append(log, 0, 10);
            log.checkpoints().register("lake", 0);
            log.checkpoints().register("webhook: alerts", 2);
            log.checkpoints().commit("lake", 7);
            assertThat(onDisk()).containsExactly(Map.entry("lake", 7L), Map.entry("webhook: alerts", 2L));
            log.checkpoints().forget("webhook: alerts");
            log.checkpoints().note("lake", 9);
            assertThat(onDisk()).containsExactly(Map.entry("lake", 7L));
        }
        try (var log = Fixture.open(directory)) {
            assertThat(log.checkpoints().position("lake")).hasValue(9);
            assertThat(log.checkpoints().position("other")).isEqualTo(OptionalLong.empty());
        }
    }

    /// As a crash between its two renames leaves it; the write that follows fails.
    @Test
    void theNewestFileIsKeptUntilAnotherStands() throws Exception {
        try (var log = Fixture.open(directory)) {
            append(log, 0, 10);
            log.checkpoints().register("lake", 0);
            log.checkpoints().commit("lake", 3);
            log.checkpoints().commit("lake", 7);
        }
        Files.move(directory.resolve("checkpoints"), directory.resolve("checkpoints.new"));
        var disk = new FaultyDisk();
        var log = Log.open(disk, directory, Fixture.config(200), Fixture.CLOCK);
        disk.creationsFail = true;
        assertThatThrownBy(() -> log.checkpoints().commit("lake", 8)).hasMessageContaining("No space left");
        assertThatThrownBy(log::close).hasMessageContaining("No space left");
        assertThat(onDisk()).containsExactly(Map.entry("lake", 7L));
    }

    private Map<String, Long> onDisk() throws Exception {
        return new CheckpointFile(RealDisk.INSTANCE, directory).read();
    }

    @Test
    void positionsMoveForwardOnlyUnlessRegisteredAnew() throws Exception {
        try (var log = Fixture.open(directory)) {
            append(log, 0, 10);
            log.checkpoints().register("lake", 5);
            log.checkpoints().commit("lake", 3);
            assertThat(log.checkpoints().position("lake")).hasValue(5);
            log.checkpoints().register("lake", 3);
            assertThat(log.checkpoints().position("lake")).hasValue(3);
        }
    }

    @Test
    void mistakesAreNamed() throws Exception {
        try (var log = Fixture.open(directory)) {
            var checkpoints = log.checkpoints();
            checkpoints.register("lake", 0);
            assertThatThrownBy(() -> checkpoints.commit("lark", 0))
                    .hasMessage("consumer `lark` is not registered; these are: [lake]");
            assertThatThrownBy(() -> checkpoints.commit("lake", 1))
                    .hasMessage("consumer `lake`: position 1 is beyond the log's end, 0");
            assertThatThrownBy(() -> checkpoints.register("a\nb", 0)).hasMessageContaining("one line");
            assertThatThrownBy(() -> checkpoints.register("a", -1)).hasMessageContaining("-1 is negative");
        }
    }

    @Test
    void whatAConsumerHasHadAndIsGoneIsMissingBeforeTheNextComes() throws Exception {
        for (int records : new int[] {0, 3}) {
            Path own = Files.createDirectory(directory.resolve("with-" + records));
            try (var log = Fixture.open(own)) {
                if (records > 0) {
                    append(log, 0, records);
                }
                log.checkpoints().register("ahead", 5);
            }
            try (var log = Fixture.open(own);
                    var reader = log.reader(records)) {
                assertThat(reader.poll(Duration.ZERO)).isEqualTo(new LogEntry.Gap(records, 5, LogEntry.Cause.CORRUPT));
                assertThat(reader.poll(Duration.ZERO)).isNull();
                append(log, 5);
                assertThat(reader.poll(Duration.ofSeconds(10))).isInstanceOf(LogEntry.Stored.class);
            }
        }
    }

    @Test
    void consumerAheadOfAnEmptiedLogMovesItsNumbering() throws Exception {
        try (var log = Fixture.open(directory)) {
            append(log, 0, 3);
            log.checkpoints().register("lake", 1_000);
            assertThat(append(log, 1_000)).isEqualTo(1_000);
            var content = Fixture.read(log, 0);
            assertThat(content.sequences()).containsExactly(0L, 1L, 2L, 1_000L);
            assertThat(content.gaps()).containsExactly(new LogEntry.Gap(3, 1_000, LogEntry.Cause.CORRUPT));
        }
    }

    @Test
    void damagedOrHalfWrittenFileFallsBack() throws Exception {
        try (var log = Fixture.open(directory)) {
            append(log, 0, 10);
            log.checkpoints().register("lake", 4);
            log.checkpoints().commit("lake", 5);
        }
        var current = directory.resolve("checkpoints");
        String whole = Files.readString(current);
        for (int i = 0; i < whole.length(); i++) {
            var flipped = whole.getBytes(StandardCharsets.UTF_8);
            flipped[i] ^= 4;
            Files.write(current, flipped);
            assertThat(onDisk()).as("byte %d", i).containsExactly(Map.entry("lake", 4L));
            Files.writeString(current, whole.substring(0, i));
            assertThat(onDisk()).as("cut at %d", i).containsExactly(Map.entry("lake", 4L));
        }
        // The crash between the two renames.
        Files.delete(current);
        Files.writeString(directory.resolve("checkpoints.new"), whole);
        assertThat(onDisk()).containsExactly(Map.entry("lake", 5L));
        assertThat(directory.resolve("checkpoints.new"))
                .as("it may be another process's that writes now")
                .exists();
    }

    @Test
    void concurrentCommitsAllArrive() throws Exception {
        try (var log = Log.open(directory, Fixture.CONFIG, Fixture.CLOCK)) {
            append(log, 0, 50);
            for (int consumer = 0; consumer < 6; consumer++) {
                log.checkpoints().register("consumer" + consumer, 0);
            }
            var commits = new ArrayList<Future<Void>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int consumer = 0; consumer < 6; consumer++) {
                    String name = "consumer" + consumer;
                    commits.add(threads.submit(() -> {
                        for (long next = 1; next <= 20; next++) {
                            log.checkpoints().commit(name, next);
                            assertThat(onDisk().get(name)).isGreaterThanOrEqualTo(next);
                        }
                        return null;
                    }));
                }
            }
            for (var commit : commits) {
                commit.get();
            }
            assertThat(onDisk().values()).hasSize(6).containsOnly(20L);
        }
    }
}
