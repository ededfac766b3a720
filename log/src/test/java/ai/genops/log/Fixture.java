package ai.genops.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/// Small logs, and records that can be told from each other and from garbage.
final class Fixture {
    static final InstantSource CLOCK = InstantSource.fixed(Instant.ofEpochMilli(1_790_000_000_000L));
    static final int MAX_RECORD = 1_000;

    /// Segments of 16 KiB, some twenty records each.
    static final LogConfig CONFIG = config(64);

    private static final int SECONDS = 20;

    private Fixture() {}

    static LogConfig config(int segments) {
        return new LogConfig(segments * (16L << 10), 16 << 10, MAX_RECORD, 1 << 20, Duration.ofDays(7));
    }

    static Log open(Path directory) throws IOException {
        return Log.open(new FaultyDisk(), directory, CONFIG, CLOCK);
    }

    /// A payload whose length and bytes follow from its id.
    static ByteBuffer payload(long id) {
        var random = new Random(id);
        var bytes = new byte[Long.BYTES + random.nextInt(MAX_RECORD - Long.BYTES)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes).putLong(0, id);
    }

    /// The id of a payload, after checking that all of it is as it was sent.
    static long id(ByteBuffer payload) {
        long id = payload.getLong(0);
        assertThat(payload).as("payload of id %d", id).isEqualTo(payload(id));
        return id;
    }

    static long append(Log log, long id) throws Exception {
        return log.append(payload(id)).get(SECONDS, TimeUnit.SECONDS);
    }

    /// Appends ids `from` to `to` - 1 and waits for all.
    static void append(Log log, long from, long to) throws Exception {
        var last = log.append(payload(from));
        for (long id = from + 1; id < to; id++) {
            last.get(SECONDS, TimeUnit.SECONDS);
            last = log.append(payload(id));
        }
        last.get(SECONDS, TimeUnit.SECONDS);
    }

    /// What a log has to say from a sequence on; the payloads checked.
    record Content(List<Long> sequences, List<Long> ids, List<LogEntry.Gap> gaps) {
        boolean isMissing(long sequence) {
            return gaps.stream().anyMatch(gap -> gap.first() <= sequence && sequence < gap.next());
        }
    }

    static Content read(Log log, long from) throws IOException, InterruptedException {
        var content = new Content(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        try (var reader = log.reader(from)) {
            for (var entry = reader.poll(Duration.ZERO); entry != null; entry = reader.poll(Duration.ZERO)) {
                switch (entry) {
                    case LogEntry.Gap gap -> content.gaps.add(gap);
                    case LogEntry.Stored record -> {
                        content.sequences.add(record.sequence());
                        content.ids.add(id(record.payload()));
                    }
                }
            }
        }
        assertThat(content.sequences).isSorted().doesNotHaveDuplicates();
        return content;
    }

    /// Copies the files of a log, also of one that is open: a segment that is recycled meanwhile is left out, as if
    /// the crash had come right after.
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (var file : files.toList()) {
                try {
                    Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
                } catch (NoSuchFileException recycled) {
                    assertThat(Segment.number(file)).as("%s is gone", file).isNotNull();
                }
            }
        }
    }

    static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    static List<Path> segmentFiles(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.filter(file -> Segment.number(file) != null).sorted().toList();
        }
    }

    /// The newest file that holds records.
    static Path tail(Log log) {
        return java.util.Objects.requireNonNull(log.newestSegment()).file;
    }
}
