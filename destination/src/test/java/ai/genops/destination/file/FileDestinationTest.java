package ai.genops.destination.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.destination.Blocks;
import ai.genops.destination.Runtimes;
import ai.genops.destination.Sample;
import ai.genops.pipeline.Destination;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileDestinationTest {
    private static final Pattern NUMBER = Pattern.compile("\\{.*\"n\":([0-9]+).*}");

    @TempDir
    Path data;

    private final Runtimes runtimes = new Runtimes();

    @Test
    void everyEventIsALineOnceAcrossRestarts() throws IOException {
        write("", 0, 10);
        write("", 10, 25);
        write("", 25, 26);
        assertThat(numbers()).containsExactlyElementsOf(range(26));
    }

    /// Whatever a crash left behind the recorded end, it goes, and what is offered again is there once.
    @Test
    void atEveryPointOfATornTailTheFileComesOutExact() throws IOException {
        write("", 0, 3);
        byte[] whole = Files.readAllBytes(out());
        byte[] position = Files.readAllBytes(positions());
        write("", 3, 5);
        byte[] longer = Files.readAllBytes(out());
        for (int size = whole.length; size <= longer.length; size++) {
            Files.write(out(), Arrays.copyOf(longer, size));
            Files.write(positions(), position);
            runtimes.offset = 3;
            open("").close();
            assertThat(Files.readAllBytes(out())).as("torn at %d", size).isEqualTo(whole);
            write("", 3, 5);
            assertThat(Files.readAllBytes(out())).as("cut at %d", size).isEqualTo(longer);
        }
    }

    @Test
    void aRecordThatIsTornOffersTheBatchAgain() throws IOException {
        write("", 0, 3);
        byte[] before = Files.readAllBytes(positions());
        write("", 3, 5);
        byte[] after = Files.readAllBytes(positions());
        byte[] expected = Files.readAllBytes(out());
        for (int torn = 0; torn < Position.SLOT_BYTES; torn++) {
            byte[] position = Arrays.copyOf(before, Math.max(before.length, after.length));
            int slot = firstDifference(before, after) / Position.SLOT_DISTANCE * Position.SLOT_DISTANCE;
            System.arraycopy(after, slot, position, slot, torn);
            Files.write(positions(), position);
            Files.write(out(), expected);
            runtimes.offset = 3;
            write("", 3, 5);
            assertThat(Files.readAllBytes(out())).as("torn at %d", torn).isEqualTo(expected);
        }
    }

    @Test
    void aBatchRecordedBeforeTheCheckpointMovedCountsAsDelivered() throws IOException {
        write("", 0, 3);
        write("", 3, 5);
        runtimes.offset = 3;
        Destination destination = open("");
        assertThat(destination.committed()).isEqualTo(5);
        assertThat(runtimes.offset).isEqualTo(5);
        destination.close();
    }

    @Test
    void aCheckpointSetBackOnPurposeHasEventsAgain() throws IOException {
        write("", 0, 3);
        write("", 3, 5);
        runtimes.offset = 1;
        write("", 1, 5);
        assertThat(numbers()).containsExactly(0L, 1L, 2L, 3L, 4L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aFileItDidNotWriteIsKeptButForATornLine() throws IOException {
        Files.createDirectories(out().getParent());
        Files.writeString(out(), "{\"n\":77}\n{\"n\":7");
        write("", 0, 2);
        assertThat(numbers()).containsExactly(77L, 0L, 1L);
    }

    @Test
    void rotationLosesNothingAndKeepsItsBounds() throws IOException {
        String small = "max_bytes: 400\nmax_files: 100\nbatch_size: 1\nflush_interval: 1ms\n";
        write(small, 0, 20);
        write(small, 20, 40);
        assertThat(rotated()).hasSizeGreaterThan(5);
        List<Long> all = new ArrayList<>();
        for (Path file : rotated()) {
            all.addAll(numbers(Files.readString(file)));
        }
        all.addAll(numbers());
        assertThat(all).containsExactlyElementsOf(range(40));
        write(small.replace("100", "2"), 40, 60);
        assertThat(rotated()).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void largeFilesAboveTheBoundGo() throws IOException {
        Files.createDirectories(out().getParent());
        for (int i = 1; i <= 4; i++) {
            Files.write(out().resolveSibling("events.ndjson.0000000" + i), new byte[i * (4 << 20) + 1]);
        }
        assertThat(rotated().get(1).toFile().setReadOnly()).isTrue();
        write("max_files: 2\nbatch_size: 1\nflush_interval: 1ms\n", 0, 1);
        assertThat(rotated())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("events.ndjson.00000003", "events.ndjson.00000004");
        assertThat(rotated().getFirst()).hasSize((12 << 20) + 1);
    }

    /// As a copy that `cp -al` makes, and a file that was moved to a larger disk.
    @Test
    void whatHasAnotherNameTooIsWholeThere() throws IOException {
        Files.createDirectories(out().getParent());
        int bytes = (9 << 20) + 1;
        Path copy = Files.write(data.resolve("copy"), new byte[bytes]);
        Path moved = Files.write(data.resolve("moved"), new byte[bytes]);
        Files.createLink(out().resolveSibling("events.ndjson.00000001"), copy);
        Files.createSymbolicLink(out().resolveSibling("events.ndjson.00000002"), moved);
        Files.write(out().resolveSibling("events.ndjson.00000003"), new byte[1]);
        write("max_files: 1\nbatch_size: 1\nflush_interval: 1ms\n", 0, 1);
        assertThat(rotated())
                .extracting(file -> file.getFileName().toString())
                .containsExactly("events.ndjson.00000003");
        assertThat(copy).hasSize(bytes);
        assertThat(moved).hasSize(bytes);
    }

    @Test
    void aCrashBetweenRenameAndRecordLosesNothing() throws IOException {
        write("", 0, 3);
        Files.move(out(), out().resolveSibling("events.ndjson.00000001"));
        write("", 3, 5);
        assertThat(numbers()).containsExactly(3L, 4L);
        assertThat(numbers(Files.readString(rotated().getFirst()))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void rotatedFilesAreCompressedAlsoAfterACrash() throws IOException {
        String keys = "max_bytes: 10\ncompression: gzip\nbatch_size: 1\nflush_interval: 1ms\n";
        write(keys, 0, 3);
        Destination destination = open(keys);
        for (int i = 0;
                i < 500 && !rotated().stream().allMatch(file -> file.toString().endsWith(".gz"));
                i++) {
            Sample.pause();
        }
        destination.close();
        List<Long> all = new ArrayList<>();
        for (Path file : rotated()) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                all.addAll(numbers(new String(in.readAllBytes(), UTF_8)));
            }
        }
        all.addAll(numbers());
        assertThat(all).containsExactlyElementsOf(range(3));
    }

    /// As a log shipper has it, that has not come to the end of what was rotated a moment ago.
    @Test
    void whoHasAFileOpenThatIsCompressedReadsItToItsEnd() throws IOException {
        Files.createDirectories(out().getParent());
        int bytes = (9 << 20) + 1;
        Path file = Files.write(out().resolveSibling("events.ndjson.00000001"), new byte[bytes]);
        try (InputStream shipper = Files.newInputStream(file)) {
            Destination destination = open("compression: gzip\n");
            while (Files.exists(file)) {
                Sample.pause();
            }
            destination.close();
            assertThat(shipper.readAllBytes().length).isEqualTo(bytes);
        }
    }

    @Test
    void aFileIsWrittenByOneDestinationOnly() {
        Destination first = open("");
        assertThatThrownBy(() -> open("")).hasMessageContaining("is being written by another destination");
        first.close();
        open("").close();
    }

    @Test
    void aFolderThatCannotBeWrittenIsRecoveredFrom() throws IOException {
        Destination destination =
                open("max_bytes: 10\nretry_interval: 1ms\nmax_retry_delay: 5ms\nflush_interval: 1ms\n");
        Destination.Edge edge = destination.bind(new Blocks(Map.of()).route("name: r"));
        Path blocker = out().resolveSibling("events.ndjson.00000001/x");
        Files.createDirectories(blocker);
        Sample.feed(destination, edge, 0, 1);
        Sample.awaitCommitted(destination, 1);
        Sample.feed(destination, edge, 1, 2);
        while (destination.stats().lastError().isEmpty()) {
            Sample.pause();
        }
        Files.delete(blocker);
        Files.delete(blocker.getParent());
        Sample.awaitCommitted(destination, 2);
        destination.close();
        assertThat(numbers()).containsExactly(1L);
    }

    /// As `logrotate` and people do.
    @Test
    void aFileMovedAwayOrDeletedIsBegunAgain() throws IOException {
        var open = new Open();
        open.feed(0, 2);
        Path moved = Files.move(out(), out().resolveSibling("moved"));
        open.feed(2, 4);
        assertThat(numbers(Files.readString(moved))).containsExactly(0L, 1L);
        assertThat(numbers()).containsExactly(2L, 3L);
        Files.delete(out());
        open.feed(4, 6);
        assertThat(numbers()).containsExactly(4L, 5L);
        open.close();
    }

    @Test
    void aFileReplacedEmptiedOrWrittenToByAnotherGoesOnAtItsLastWholeLine() throws IOException {
        var open = new Open();
        open.feed(0, 2);
        Files.writeString(out().resolveSibling("new"), "{\"n\":77}\n{\"n\":7");
        Files.move(out().resolveSibling("new"), out(), StandardCopyOption.ATOMIC_MOVE);
        open.feed(2, 4);
        assertThat(numbers()).containsExactly(77L, 2L, 3L);
        Files.writeString(out(), "");
        open.feed(4, 6);
        assertThat(numbers()).containsExactly(4L, 5L);
        Files.writeString(out(), "what is not ours and may be half of a line", StandardOpenOption.APPEND);
        open.feed(6, 7);
        assertThat(numbers()).containsExactly(4L, 5L, 6L);
        open.close();
    }

    private final class Open {
        private final Destination destination = FileDestinationTest.this.open("flush_interval: 1ms\n");
        private final Destination.Edge edge = destination.bind(new Blocks(Map.of()).route("name: r"));

        void feed(long from, long to) {
            Sample.feed(destination, edge, from, to);
            Sample.awaitCommitted(destination, to);
        }

        void close() {
            destination.close();
        }
    }

    private void write(String keys, long from, long to) {
        Destination destination = open(keys);
        Destination.Edge edge = destination.bind(new Blocks(Map.of()).route("name: r"));
        assertThat(destination.committed()).isEqualTo(from);
        Sample.feed(destination, edge, from, to);
        destination.close();
        assertThat(runtimes.offset).isEqualTo(to);
    }

    private Destination open(String keys) {
        Blocks blocks = new Blocks(Map.of());
        Destination destination = blocks.destination("id: f\ntype: file\npath: out/events.ndjson\n" + keys);
        assertThat(blocks.errors()).isEmpty();
        destination.start(runtimes.in(data));
        return destination;
    }

    private Path out() {
        return data.resolve("out/events.ndjson");
    }

    private Path positions() {
        return FileTransport.positionPath(out());
    }

    private List<Path> rotated() throws IOException {
        try (Stream<Path> files = Files.list(out().getParent())) {
            return files.filter(file -> file.toString().matches(".*ndjson\\.[0-9]+(\\.gz)?"))
                    .sorted()
                    .toList();
        }
    }

    private List<Long> numbers() throws IOException {
        return numbers(Files.readString(out()));
    }

    private static List<Long> numbers(String lines) {
        return lines.lines()
                .map(line -> {
                    Matcher matcher = NUMBER.matcher(line);
                    assertThat(matcher.matches()).as(line).isTrue();
                    return Long.parseLong(matcher.group(1));
                })
                .toList();
    }

    private static int firstDifference(byte[] a, byte[] b) {
        int mismatch = Arrays.mismatch(a, b);
        return Math.max(0, mismatch);
    }

    private static List<Long> range(long to) {
        return LongStream.range(0, to).boxed().toList();
    }
}
