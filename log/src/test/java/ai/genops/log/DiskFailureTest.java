package ai.genops.log;

import static ai.genops.log.Fixture.append;
import static ai.genops.log.Fixture.payload;
import static ai.genops.log.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskFailureTest {
    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();
    private Log log;

    @BeforeEach
    void open() throws Exception {
        log = Log.open(disk, directory, Fixture.CONFIG, Fixture.CLOCK);
        append(log, 0, 10);
    }

    private void assertAppendFails(long id) {
        assertThat(log.append(payload(id)))
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withCauseInstanceOf(AppendException.DiskFailed.class)
                .withMessageContaining("cannot write the log in " + directory);
    }

    private long appendWhenPossible(long id) throws InterruptedException {
        for (int attempt = 0; attempt < 2_000; attempt++) {
            try {
                return log.append(payload(id)).join();
            } catch (CompletionException e) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new AssertionError("still refused: " + log.stats());
    }

    @Test
    void failedFsyncIsNotAcknowledgedAndTheNextRecordGoesToAFreshSegment() throws Exception {
        var before = Fixture.tail(log);
        disk.forcesFail = true;
        assertAppendFails(999);
        disk.forcesFail = false;
        assertThat(appendWhenPossible(10)).isEqualTo(10);
        assertThat(Fixture.tail(log)).isNotEqualTo(before);
        assertThat(read(log, 0).ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        assertThat(log.stats().counters().failed()).isPositive();
        log.close();

        // What the failed fsync left on the disk is dead: its sequence was given to another record.
        try (var again = Fixture.open(directory)) {
            assertThat(read(again, 0).ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
            assertThat(read(again, 0).gaps()).isEmpty();
        }
    }

    @Test
    void failedWriteIsNotAcknowledged() throws Exception {
        disk.writesFail = true;
        assertAppendFails(10);
        assertAppendFails(10);
        disk.writesFail = false;
        assertThat(appendWhenPossible(10)).isEqualTo(10);
        assertThat(read(log, 0).ids()).hasSize(11);
        log.close();
    }

    @Test
    void longOutageUsesUpNoDiskAndEndsByItself() throws Exception {
        disk.writesFail = true;
        disk.creationsFail = true;
        for (int i = 0; i < 200; i++) {
            assertAppendFails(10);
        }
        disk.writesFail = false;
        disk.creationsFail = false;
        assertThat(appendWhenPossible(10)).isEqualTo(10);
        assertThat(log.stats().diskBytes()).isLessThanOrEqualTo(Fixture.CONFIG.maxBytes() / 8);
        log.close();
    }

    @Test
    void diskFullerThanTheLimitRecyclesWhatIsPassed() throws Exception {
        append(log, 10, 100);
        disk.creationsFail = true;
        for (long id = 100; id < 300; id++) {
            assertThat(appendWhenPossible(id)).isEqualTo(id);
        }
        assertThat(log.oldestSequence()).isPositive();
        assertThat(read(log, log.oldestSequence()).ids()).endsWith(299L);
        log.close();
    }

    @Test
    void diskFullWithAConsumerBehindRefusesUntilThereIsRoom() throws Exception {
        log.checkpoints().register("slow", 0);
        disk.creationsFail = true;
        long id = 10;
        for (boolean refused = false; !refused; id++) {
            refused = log.append(payload(id))
                    .handle((_, refusal) -> refusal != null)
                    .get(20, TimeUnit.SECONDS);
        }
        disk.creationsFail = false;
        long last = id - 1;
        assertThat(appendWhenPossible(last)).isEqualTo(last);
        assertThat(read(log, 0).ids()).hasSize((int) last + 1);
        log.close();
    }

    /// Polls as a feed does: again after a failure.
    private static Fixture.Content readPatiently(Log log) throws Exception {
        var content = new Fixture.Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        int failures = 0;
        try (var reader = log.reader(0)) {
            while (reader.nextSequence() < log.nextSequence()) {
                try {
                    switch (reader.poll(Duration.ZERO)) {
                        case null -> throw new AssertionError("no entry at " + reader.nextSequence());
                        case LogEntry.Gap gap -> content.gaps().add(gap);
                        case LogEntry.Stored record -> content.ids().add(Fixture.id(record.payload()));
                    }
                } catch (IOException e) {
                    assertThat(++failures).as("failures in a row").isLessThan(100);
                }
            }
        }
        assertThat(failures).as("a failing disk is asked again").isPositive();
        return content;
    }

    @Test
    void sectorThatCannotBeReadCostsItsRecordsAndIsReported() throws Exception {
        append(log, 10, 100);
        disk.badFile = Fixture.segmentFiles(directory).getFirst();
        disk.badFrom = 8192;
        var content = readPatiently(log);
        assertThat(content.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.cause()).isEqualTo(LogEntry.Cause.CORRUPT);
            assertThat(gap.count()).isBetween(2L, 30L);
            assertThat(content.ids()).hasSize((int) (100 - gap.count()));
        });
        assertThat(log.damage()).isNotEmpty().allSatisfy(damage -> {
            assertThat(damage.segment())
                    .isEqualTo(Fixture.segmentFiles(directory)
                            .getFirst()
                            .getFileName()
                            .toString());
            assertThat(damage.offset()).isBetween(7000L, 12288L);
        });
        log.close();
    }

    @Test
    void sectorOfTheTailOrOfAHeaderThatCannotBeReadDoesNotKeepTheLogFromOpening() throws Exception {
        append(log, 10, 100);
        var tail = Fixture.tail(log);
        var first = Fixture.segmentFiles(directory).getFirst();
        log.close();
        for (var file : new Path[] {first, tail}) {
            disk.badFile = file;
            disk.badFrom = 0;
            try (var again = Log.open(disk, directory, Fixture.CONFIG, Fixture.CLOCK)) {
                assertThat(read(again, 0).ids()).hasSize(100);
            }
        }
        disk.badFrom = 4096;
        try (var again = Log.open(disk, directory, Fixture.CONFIG, Fixture.CLOCK)) {
            assertThat(again.damage()).isNotEmpty();
            assertThat(again.stats().counters().tornBytes()).isZero();
            append(again, again.nextSequence());
        }
    }

    @Test
    void recordsAtTheEndThatCannotBeReadForAWhileKeepTheirNumbers() throws Exception {
        append(log, 10, 100);
        var tail = java.util.Objects.requireNonNull(log.newestSegment());
        long end = tail.end().position();
        log.close();
        disk.badFile = tail.file;
        disk.badFrom = (end - 1) / 4096 * 4096;
        long fresh;
        try (var again = Log.open(disk, directory, Fixture.CONFIG, Fixture.CLOCK)) {
            assertThat(again.nextSequence()).isGreaterThanOrEqualTo(100);
            fresh = append(again, again.nextSequence());
        }
        disk.badFile = null;
        try (var again = Log.open(disk, directory, Fixture.CONFIG, Fixture.CLOCK)) {
            var content = read(again, 0);
            assertThat(content.ids()).hasSize(101).startsWith(0L).contains(99L).endsWith(fresh);
            assertThat(content.ids()).isEqualTo(content.sequences());
        }
    }

    @Test
    void diskThatIsGoneIsAFailureAndNoDamage() throws Exception {
        disk.badFile = Fixture.tail(log);
        disk.badFrom = 0;
        disk.badBytes = Long.MAX_VALUE;
        try (var reader = log.reader(0)) {
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> reader.poll(Duration.ZERO)).isInstanceOf(IOException.class);
            }
            disk.badFile = null;
            assertThat(reader.poll(Duration.ZERO)).isInstanceOf(LogEntry.Stored.class);
        }
        assertThat(log.damage()).isEmpty();
        log.close();
    }

    /// Moves the folder once the log makes no file in it any more: one that is made while it moves lands in what
    /// takes its place.
    private Path moveAway() throws Exception {
        for (Path last = null; last == null || Files.size(last) < Fixture.CONFIG.segmentBytes(); Thread.sleep(1)) {
            last = Fixture.segmentFiles(directory).getLast();
            last = last.equals(Fixture.tail(log)) ? null : last;
        }
        var away = directory.resolveSibling(directory.getFileName() + "-away");
        Files.move(directory, away);
        return away;
    }

    @Test
    void vanishedFolderIsNeverAcknowledgedInto() throws Exception {
        var away = moveAway();
        try {
            assertAppendFails(10);
            assertAppendFails(10);
            assertThat(log.stats().obstacle()).contains("cannot write the log in " + directory);
        } finally {
            Files.move(away, directory);
        }
        assertThat(appendWhenPossible(10)).isEqualTo(10);
        assertThat(read(log, 0).ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        log.close();
    }

    @Test
    void aFolderThatVanishedIsToldWithoutAnAppend() throws Exception {
        var away = moveAway();
        try {
            assertThat(log.stats().obstacle()).contains("has vanished; is its disk still mounted?");
        } finally {
            Files.move(away, directory);
        }
        assertThat(log.stats().obstacle()).isNull();
        log.close();
    }

    @Test
    void anotherFolderInItsPlaceIsNotWrittenTo() throws Exception {
        log.checkpoints().register("consumer", 0);
        var away = moveAway();
        Files.createDirectory(directory);
        try {
            assertThat(log.stats().obstacle())
                    .contains("it was replaced", "put the old one back, or restart the server");
            assertAppendFails(10);
            log.lookForOld();
            assertAppendFails(10);
            assertThatThrownBy(() -> log.checkpoints().commit("consumer", 5))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it was replaced");
            assertThat(directory).isEmptyDirectory();
        } finally {
            Files.delete(directory);
            Files.move(away, directory);
        }
        assertThat(appendWhenPossible(10)).isEqualTo(10);
        assertThat(read(log, 0).ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L);
        log.checkpoints().commit("consumer", 6);
        log.close();
    }

    @Test
    void aCopyInItsPlaceIsNotWrittenTo() throws Exception {
        var away = moveAway();
        Files.createDirectory(directory);
        for (Path file : RealDisk.INSTANCE.list(away)) {
            Files.copy(file, directory.resolve(file.getFileName()));
        }
        assertAppendFails(10);
        assertThat(log.stats().obstacle()).contains("it was replaced");
        log.close();
        try (var another = Fixture.open(directory)) {
            assertThat(read(another, 0).ids()).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
        }
    }
}
