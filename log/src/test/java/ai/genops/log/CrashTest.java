package ai.genops.log;

import static ai.genops.log.Fixture.append;
import static ai.genops.log.Fixture.read;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Copies of a log's directory, damaged as crashes and bad disks damage them.
@Timeout(120)
class CrashTest {
    /// Recycled more than once, so that every file holds old frames behind its new ones.
    private static final int RECORDS = 300;

    @TempDir
    Path temp;

    private Path intact;
    private Path tail;
    private long tailBase;
    private long tailEnd;
    private long oldest;
    private int copies;

    @BeforeEach
    void writeLog() throws Exception {
        intact = temp.resolve("intact");
        var live = temp.resolve("live");
        try (var log = Log.open(new FaultyDisk(), live, Fixture.config(5), Fixture.CLOCK)) {
            append(log, 0, RECORDS);
            var newest = java.util.Objects.requireNonNull(log.newestSegment());
            tail = newest.file.getFileName();
            tailBase = newest.header.base();
            tailEnd = newest.end().position();
            // As a crash leaves it, not a close.
            Fixture.copy(live, intact);
        }
        // Asked of a copy: the log itself may have recycled one more segment since.
        var look = temp.resolve("look");
        Fixture.copy(intact, look);
        try (var log = open(look)) {
            oldest = log.oldestSequence();
        }
    }

    private interface Harm {
        void to(RandomAccessFile file) throws IOException;
    }

    private Path harmed(Path file, Harm harm) throws IOException {
        var copy = temp.resolve("copy" + copies++);
        Fixture.copy(intact, copy);
        try (var opened = new RandomAccessFile(copy.resolve(file).toFile(), "rw")) {
            harm.to(opened);
        }
        return copy;
    }

    private static void flip(RandomAccessFile file, long at, int mask) throws IOException {
        file.seek(at);
        int old = file.read();
        file.seek(at);
        file.write(old ^ mask);
    }

    private static Log open(Path directory) throws IOException {
        // With room, so that nothing is recycled meanwhile.
        return Log.open(new FaultyDisk(), directory, Fixture.config(50), Fixture.CLOCK);
    }

    /// Opens a harmed copy: what is read is what was written, in order, and all that is missing is said to be.
    private static Fixture.Content check(Path directory, long from) throws Exception {
        try (var log = open(directory)) {
            var content = read(log, from);
            assertThat(content.ids()).isEqualTo(content.sequences());
            for (long sequence = from; sequence < log.nextSequence(); sequence++) {
                assertThat(content.sequences().contains(sequence))
                        .as("%d is either there or missing", sequence)
                        .isNotEqualTo(content.isMissing(sequence));
            }
            // The log goes on, without a number used twice.
            long next = log.nextSequence();
            assertThat(append(log, next)).isEqualTo(next);
            assertThat(read(log, next).ids()).containsExactly(next);
            return content;
        } finally {
            Fixture.delete(directory);
        }
    }

    @Test
    void intactCopyIsComplete() throws Exception {
        var content = check(harmed(tail, _ -> {}), oldest);
        assertThat(content.ids())
                .containsExactlyElementsOf(
                        LongStream.range(oldest, RECORDS).boxed().toList());
    }

    @Test
    void tailCutAnywhereLosesNothingBeforeTheCut() throws Exception {
        for (long cut = tailEnd; cut >= Math.max(Segment.FIRST_FRAME, tailEnd - 3_000); cut -= 7) {
            long at = cut;
            long before = framesBefore(at);
            var content = check(harmed(tail, file -> file.setLength(at)), oldest);
            assertThat(content.ids())
                    .as("cut at %d of %d", at, tailEnd)
                    .containsExactlyElementsOf(
                            LongStream.range(oldest, before).boxed().toList());
        }
    }

    @Test
    void tailTornAnywhereIsTruncatedAndCounted() throws Exception {
        long lastFrame = tailEnd - Frame.bytes(Fixture.payload(RECORDS - 1).remaining());
        for (long at = lastFrame; at < tailEnd - Frame.ALIGNMENT; at += 5) {
            long from = at;
            var copy = harmed(tail, file -> {
                file.seek(from);
                file.write(new byte[(int) (tailEnd - from)]);
            });
            try (var log = open(copy)) {
                long expected = from < lastFrame + Frame.HEADER_BYTES ? 0 : tailEnd - lastFrame;
                assertThat(log.stats().counters().tornBytes())
                        .as("torn at %d", from)
                        .isEqualTo(expected);
                assertThat(log.stats().counters().corruptFrames()).isZero();
                assertThat(log.nextSequence()).isEqualTo(RECORDS - 1);
            }
            try (var log = open(copy)) {
                assertThat(log.stats().counters().tornBytes())
                        .as("torn bytes met again")
                        .isZero();
            }
            check(copy, oldest);
        }
    }

    @Test
    void everyFlippedByteOfTheTailCostsAtMostItsRecord() throws Exception {
        var random = new Random(11);
        for (long at = tailEnd - 2_500; at < tailEnd; at += 3) {
            long flipped = at;
            var content = check(harmed(tail, file -> flip(file, flipped, 1 << random.nextInt(8))), oldest);
            long hit = framesBefore(flipped);
            assertThat(content.ids())
                    .as("flipped at %d", flipped)
                    .containsAll(LongStream.range(oldest, RECORDS)
                            .filter(id -> id != hit)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void corruptFrameInTheMiddleIsSkippedReportedAndCountedOnce() throws Exception {
        var first = Fixture.segmentFiles(intact).getFirst().getFileName();
        var copy = harmed(first, file -> flip(file, Segment.FIRST_FRAME + Frame.HEADER_BYTES + 3, 0x40));
        try (var log = open(copy)) {
            var content = read(log, oldest);
            assertThat(content.gaps()).containsExactly(new LogEntry.Gap(oldest, oldest + 1, LogEntry.Cause.CORRUPT));
            assertThat(content.ids()).hasSize((int) (RECORDS - oldest - 1));
            read(log, oldest);
            long bytes = Frame.bytes(Fixture.payload(oldest).remaining());
            assertThat(log.damage()).containsExactly(new Damage(first.toString(), Segment.FIRST_FRAME, bytes));
            assertThat(log.stats().counters().corruptFrames()).isEqualTo(1);
        }
    }

    @Test
    void lostSegmentHeaderLosesNoRecord() throws Exception {
        for (var file : Fixture.segmentFiles(intact)) {
            var content = check(harmed(file.getFileName(), opened -> flip(opened, 20, 0xFF)), oldest);
            assertThat(content.ids()).as("header of %s", file).hasSize((int) (RECORDS - oldest));
        }
    }

    @Test
    void lostSegmentFileIsAGap() throws Exception {
        var files = Fixture.segmentFiles(intact);
        var copy = harmed(files.get(1).getFileName(), _ -> {});
        Files.delete(copy.resolve(files.get(1).getFileName()));
        var content = check(copy, oldest);
        assertThat(content.gaps())
                .singleElement()
                .satisfies(gap -> assertThat(gap.count()).isPositive());
        assertThat(content.ids()).contains(oldest, RECORDS - 1L);
    }

    @Test
    void lostTailNeverMakesASequenceMeanTwoRecords() throws Exception {
        try (var log = open(intact)) {
            log.checkpoints().register("lake", RECORDS);
        }
        var copy = harmed(tail, file -> file.setLength(Segment.FIRST_FRAME));
        try (var log = open(copy)) {
            assertThat(log.nextSequence()).isEqualTo(RECORDS);
            assertThat(append(log, RECORDS)).isEqualTo(RECORDS);
            assertThat(read(log, RECORDS).ids()).containsExactly((long) RECORDS);
            assertThat(read(log, tailBase).gaps())
                    .containsExactly(new LogEntry.Gap(tailBase, RECORDS, LogEntry.Cause.CORRUPT));
        }
    }

    @Test
    void newerFormatIsRefusedByName() throws Exception {
        var file = Fixture.segmentFiles(intact).getFirst();
        var header = ByteBuffer.allocate(Segment.FIRST_FRAME)
                .put(new SegmentHeader(1, 1, 1).page())
                .putInt(8, 2);
        var crc = new java.util.zip.CRC32C();
        crc.update(header.array(), 0, 40);
        var copy = harmed(
                file.getFileName(),
                opened -> opened.write(header.putInt(40, (int) crc.getValue()).array()));
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> open(copy))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("format version 2; this program reads version 1");
    }

    /// The sequence whose frame holds a byte of the tail segment; all before it are in front of that byte.
    private long framesBefore(long offset) {
        long sequence = tailBase;
        long at = Segment.FIRST_FRAME;
        while (at + Frame.HEADER_BYTES + Fixture.payload(sequence).remaining() <= offset) {
            at += Frame.bytes(Fixture.payload(sequence).remaining());
            sequence++;
        }
        return sequence;
    }
}
