package ai.genops.destination.delivery;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Events that a destination refused for good: `dead-letter/<id>/00000001.ndjson` and so on, one event a line with
/// the reason and, as text, the body that was sent. Bounded: at most [#MAX_FILES] files of about [#MAX_FILE_BYTES];
/// beyond, the oldest file goes. Safe for concurrent use.
final class DeadLetters {
    static final long MAX_FILE_BYTES = 16_000_000;
    static final int MAX_FILES = 16;

    private static final String SUFFIX = ".ndjson";

    /// Whether the body is what was sent, or, for what could not be written for the destination, the event as JSON.
    enum Kind {
        REFUSED,
        UNENCODABLE
    }

    private long lost;
    private final String id;
    private final Path folder;
    private final long maxFileBytes;
    private final InstantSource clock;
    private final Redaction redaction;
    private final JsonBuffer lines = new JsonBuffer(1024);

    DeadLetters(String id, Path dataFolder, long maxFileBytes, InstantSource clock, Redaction redaction) {
        this.id = id;
        this.folder = dataFolder.resolve("dead-letter").resolve(Folders.name(id));
        this.maxFileBytes = maxFileBytes;
        this.clock = clock;
        this.redaction = redaction;
    }

    Path folder() {
        return folder;
    }

    synchronized long lost() {
        return lost;
    }

    /// Durable when it returns.
    synchronized void write(Request request, Kind kind, String reason) throws IOException {
        lines.clear();
        for (int i = 0; i < request.events(); i++) {
            line(request, i, reason);
        }
        Files.createDirectories(folder);
        try (FileChannel file = FileChannel.open(current(), CREATE, READ, WRITE)) {
            TornTail.cut(file);
            ByteBuffer rest = lines.view();
            while (rest.hasRemaining()) {
                file.write(rest, file.size());
            }
            file.force(true);
        }
        dropOldest();
    }

    private void line(Request request, int index, String reason) {
        Instant now = clock.instant();
        lines.ascii("{\"time\":");
        EventJson.seconds(now.getEpochSecond() * 1_000_000_000L + now.getNano(), lines);
        lines.ascii(",\"destination\":").text(id);
        lines.ascii(",\"request\":").text(request.id());
        lines.ascii(",\"reason\":").text(redaction.apply(reason));
        String body = StandardCharsets.UTF_8.decode(request.event(index)).toString();
        lines.ascii(",\"body\":").text(redaction.apply(body)).ascii("}\n");
    }

    private Path current() throws IOException {
        List<Path> files = files();
        if (files.isEmpty()) {
            return numbered(1);
        }
        Path last = files.getLast();
        return Files.size(last) < maxFileBytes ? last : numbered(number(last) + 1);
    }

    private void dropOldest() throws IOException {
        List<Path> files = files();
        for (Path oldest : files.subList(0, Math.max(0, files.size() - MAX_FILES))) {
            Files.deleteIfExists(oldest);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("[0-9]{8}\\.ndjson"))
                    .sorted()
                    .toList();
        }
    }

    private Path numbered(long number) {
        return folder.resolve("%08d".formatted(number) + SUFFIX);
    }

    private static long number(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 8));
    }
}
