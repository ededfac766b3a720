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
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Files and folders that are not there, or of which nothing can be read.
@Timeout(60)
class UnreadableFileTest {
    @TempDir
    Path directory;

    private final FaultyDisk disk = new FaultyDisk();

    @BeforeEach
    void fill() throws Exception {
        try (var log = open()) {
            append(log, 0, 200);
        }
    }

    private Log open() throws Exception {
        return Log.open(disk, directory, Fixture.CONFIG, Fixture.CLOCK);
    }

    private Path segment(int index) throws IOException {
        return Fixture.segmentFiles(directory).get(index);
    }

    /// The first sequence of the segment at an index.
    private long first(int index) throws IOException {
        return LogInspector.of(directory, null).segments().get(index).first();
    }

    enum Way {
        READS_FAIL,
        NOT_PERMITTED,
        A_FOLDER_OF_THAT_NAME
    }

    private void spoil(Way way, Path file) throws IOException {
        switch (way) {
            case READS_FAIL -> {
                disk.badFile = file;
                disk.badBytes = Long.MAX_VALUE;
            }
            case NOT_PERMITTED -> disk.lockedFile = file;
            case A_FOLDER_OF_THAT_NAME -> {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unreadableSegmentIsDamageAndTheRestIsRead(Way way) throws Exception {
        long from = first(2);
        long to = first(3);
        var file = segment(2);
        spoil(way, file);
        var verified = LogInspector.of(disk, directory, null).verify();
        assertThat(verified.damage()).extracting(Damage::segment).containsExactly(Fixture.name(file));
        assertThat(verified.records()).isEqualTo(200 - (to - from));
        try (var log = open()) {
            assertThat(log.damage()).extracting(Damage::segment).containsExactly(Fixture.name(file));
            assertThat(log.stats().counters().corruptFrames()).isEqualTo(1);
            var content = read(log, 0);
            assertThat(content.gaps()).containsExactly(new LogEntry.Gap(from, to, LogEntry.Cause.CORRUPT));
            assertThat(content.ids()).hasSize((int) (200 - (to - from))).endsWith(199L);
            assertThat(log.damage()).as("reading finds nothing more").hasSize(1);
            assertThat(append(log, 200)).isEqualTo(200);
        }
        assertThat(file).as("kept for whoever mends it").exists();
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unreadableOldestSegmentIsDamageToo(Way way) throws Exception {
        long to = first(1);
        spoil(way, segment(0));
        try (var log = open()) {
            var content = read(log, 0);
            assertThat(content.gaps()).containsExactly(new LogEntry.Gap(0, to, LogEntry.Cause.CORRUPT));
            assertThat(content.ids()).startsWith(to).endsWith(199L);
        }
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void unreadableNewestSegmentIsNamedAndTheLogIsNotTouched(Way way) throws Exception {
        var file = segment(Fixture.segmentFiles(directory).size() - 1);
        spoil(way, file);
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(
                        "the newest segment of the log cannot be read", file.toString(), "start again", "move it");
        if (way != Way.A_FOLDER_OF_THAT_NAME) {
            disk.badFile = null;
            disk.lockedFile = null;
            try (var log = open()) {
                assertThat(read(log, 0).ids()).hasSize(200);
            }
        }
    }

    @Test
    void whatIsSetAsideGoesWhenTheSegmentAfterItGoes() throws Exception {
        var file = segment(1);
        disk.lockedFile = file;
        try (var log = Log.open(disk, directory, Fixture.config(8), Fixture.CLOCK)) {
            append(log, 200, 800);
            log.lookForOld();
            for (int i = 0; i < 2_000 && Files.exists(file); i++) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            assertThat(file).doesNotExist();
            assertThat(log.stats().diskBytes())
                    .isLessThanOrEqualTo(Fixture.config(8).maxBytes());
        }
    }

    @Test
    void fileThatCannotBeDeletedStopsNobody() throws Exception {
        disk.stuckFile = segment(0);
        disk.lockedFile = segment(0);
        try (var log = Log.open(disk, directory, Fixture.config(8), Fixture.CLOCK)) {
            append(log, 200, 800);
            assertThat(read(log, log.oldestSequence()).ids()).endsWith(799L);
        }
    }

    @Test
    void segmentDeletedByHandIsReportedAsMissing() throws Exception {
        long from = first(2);
        long to = first(3);
        var file = segment(2);
        Files.delete(file);
        assertThat(LogInspector.of(directory, null).verify().damage())
                .containsExactly(new Damage(Fixture.name(file), 0, 0));
        try (var log = open()) {
            assertThat(read(log, 0).gaps()).containsExactly(new LogEntry.Gap(from, to, LogEntry.Cause.CORRUPT));
            assertThat(log.damage()).containsExactly(new Damage(Fixture.name(file), 0, 0));
            assertThat(log.damage().getFirst())
                    .hasToString(Fixture.name(file) + ": missing or unreadable; its records are lost");
        }
    }

    @Test
    void deletedLogWithAConsumerThatHasReadItIsNotSound() throws Exception {
        try (var log = open()) {
            log.checkpoints().register("lake", 150);
        }
        assertThat(LogInspector.of(directory, null).verify().isSound()).isTrue();
        for (var file : Fixture.segmentFiles(directory)) {
            Files.delete(file);
        }
        var verified = LogInspector.of(directory, null).verify();
        assertThat(verified.isSound()).isFalse();
        assertThat(verified.ahead()).containsExactly(java.util.Map.entry("lake", 150L));
        try (var log = open()) {
            assertThat(append(log, 200)).as("no number means two records").isEqualTo(150);
        }
    }

    @Test
    void segmentThatBecomesUnreadableWhileTheLogRunsIsSkippedAndReported() throws Exception {
        long from = first(2);
        long to = first(3);
        try (var log = open();
                var reader = log.reader(from)) {
            disk.lockedFile = segment(2);
            LogEntry entry = null;
            int failures = 0;
            while (entry == null) {
                try {
                    entry = reader.poll(Duration.ZERO);
                } catch (IOException e) {
                    assertThat(e)
                            .hasMessageContainingAll(
                                    "cannot read the log", segment(2).toString(), "permission");
                    assertThat(++failures).isLessThan(10);
                }
            }
            assertThat(failures).as("asked again first").isPositive();
            assertThat(entry).isEqualTo(new LogEntry.Gap(from, to, LogEntry.Cause.CORRUPT));
            assertThat(log.damage()).extracting(Damage::segment).containsExactly(Fixture.name(segment(2)));
        }
    }

    /// A reader that meets an unmounted disk must not take the records for lost.
    @Test
    void vanishedFolderLosesAReaderNothing() throws Exception {
        var away = directory.resolveSibling(directory.getFileName() + "-away");
        try (var log = open();
                var reader = log.reader(0)) {
            Files.move(directory, away);
            for (int i = 0; i < 20; i++) {
                assertThatThrownBy(() -> reader.poll(Duration.ZERO))
                        .isInstanceOf(IOException.class)
                        .hasMessageContainingAll("cannot read the log", "has vanished; is its disk still mounted?");
            }
            Files.move(away, directory);
            for (long expected = 0; expected < 200; expected++) {
                assertThat(reader.poll(Duration.ZERO)).isInstanceOf(LogEntry.Stored.class);
            }
            assertThat(log.damage()).isEmpty();
        }
    }

    @Test
    void readOnlyFolderIsSaidWhileRunningAndTheLogGoesOnWhenItIsWritableAgain() throws Exception {
        try (var log = open()) {
            disk.readOnly = true;
            assertThatThrownBy(() -> log.append(payload(200)).join())
                    .hasMessageContainingAll("cannot write the log in " + directory, "mount it writable");
            assertThatThrownBy(() -> log.checkpoints().register("lake", 0))
                    .hasMessageContainingAll("cannot write the consumers' positions", "mount it writable");
            disk.readOnly = false;
            assertThat(appendWhenPossible(log)).isEqualTo(200);
            log.checkpoints().register("lake", 0);
        }
    }

    private static long appendWhenPossible(Log log) throws InterruptedException {
        for (int attempt = 0; attempt < 2_000; attempt++) {
            try {
                return log.append(payload(200)).join();
            } catch (CompletionException e) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
        }
        throw new AssertionError("still refused: " + log.stats());
    }

    @Test
    void readOnlyFolderIsSaidAtOpen() {
        disk.readOnly = true;
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cannot open the log in " + directory, "mount it writable");
    }

    @Test
    void foreignFilesAreLeftAlone() throws Exception {
        Files.writeString(directory.resolve("notes.txt"), "mine");
        Files.writeString(directory.resolve("00000000000000000001.segment.bak"), "mine");
        Files.createDirectory(directory.resolve("old"));
        Files.writeString(directory.resolve("checkpoints.new"), "half a wri");
        try (var log = open()) {
            assertThat(read(log, 0).ids()).hasSize(200);
            assertThat(log.damage()).isEmpty();
        }
        assertThat(directory.resolve("notes.txt")).hasContent("mine");
        assertThat(directory.resolve("00000000000000000001.segment.bak")).hasContent("mine");
    }
}
