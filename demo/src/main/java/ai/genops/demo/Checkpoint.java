package ai.genops.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/// What a data folder remembers of its demo: when its history ends, how many of each service's historical spans the
/// server has, and how many live laps were begun. Thread-safe.
///
/// A text file of `key=value` lines, replaced as a whole and forced to disk at every change, so that a crash leaves the
/// old one or the new one:
/// ```
/// anchor=2026-05-04T09:30:00.123Z
/// laps=2
/// sent.customer-support-chat=19366
/// ```
final class Checkpoint {
    private static final String FILE = "replay.properties";

    private final Path file;
    private final Instant anchor;
    private final Map<String, Integer> sent = new TreeMap<>();
    private int laps;

    private Checkpoint(Path file, Instant anchor) {
        this.file = file;
        this.anchor = anchor;
    }

    /// Reads the folder's checkpoint; the first time, creates one whose history ends `now`.
    ///
    /// @throws IOException if it cannot be read or written, or is not a checkpoint; the message names the file
    static Checkpoint open(Path folder, Instant now) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(FILE);
        if (Files.exists(file)) {
            return read(file);
        }
        var checkpoint = new Checkpoint(file, now);
        checkpoint.write();
        return checkpoint;
    }

    private static Checkpoint read(Path file) throws IOException {
        var values = new TreeMap<String, String>();
        for (String line : Files.readAllLines(file)) {
            int equals = line.indexOf('=');
            values.put(line.substring(0, Math.max(equals, 0)), line.substring(equals + 1));
        }
        try {
            var checkpoint = new Checkpoint(file, Instant.parse(values.getOrDefault("anchor", "")));
            checkpoint.laps = Integer.parseInt(values.getOrDefault("laps", ""));
            values.forEach((key, value) -> {
                if (key.startsWith("sent.")) {
                    checkpoint.sent.put(key.substring("sent.".length()), Integer.parseInt(value));
                }
            });
            return checkpoint;
        } catch (DateTimeException | NumberFormatException e) {
            throw new IOException(file + " is not a checkpoint of the demo (" + e.getMessage()
                    + "); to begin a new demo, start with an empty data folder");
        }
    }

    /// When the history ends; set by the first start.
    Instant anchor() {
        return anchor;
    }

    synchronized int sent(String service) {
        return sent.getOrDefault(service, 0);
    }

    /// The server has so many more of the service's historical spans.
    synchronized void addSent(String service, int spans) throws IOException {
        sent.merge(service, spans, Integer::sum);
        write();
    }

    /// How many live laps were begun; the next one's number is one more.
    synchronized int laps() {
        return laps;
    }

    /// The lap of this number begins; its ids are used up.
    synchronized void begin(Lap lap) throws IOException {
        if (lap.number() > laps) {
            laps = lap.number();
            write();
        }
    }

    private synchronized void write() throws IOException {
        var text = new StringBuilder("anchor=" + anchor + "\nlaps=" + laps + "\n");
        sent.forEach((service, spans) -> text.append("sent." + service + "=" + spans + "\n"));
        Path next = file.resolveSibling(FILE + ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            channel.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
