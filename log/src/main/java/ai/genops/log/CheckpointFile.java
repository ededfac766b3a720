package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stores positions by name in a text file that a person can read:
/// ```
/// genops-checkpoints 1
/// 4711 lake
/// crc 1f2e3d4c
/// ```
/// Written beside the old one, fsynced, and renamed; the one before is kept in case the newest becomes unreadable, for
/// then some records are delivered twice instead of all of them.
final class CheckpointFile {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);
    private static final String TITLE = "genops-checkpoints 1";
    private static final int MAX_BYTES = 1 << 20;

    private final Disk disk;
    private final Path directory;
    private final Path current;
    private final Path fresh;
    private final Path previous;

    CheckpointFile(Disk disk, Path directory) {
        this.disk = disk;
        this.directory = directory;
        this.current = directory.resolve("checkpoints");
        this.fresh = directory.resolve("checkpoints.new");
        this.previous = directory.resolve("checkpoints.previous");
    }

    /// For the one process that writes it: the newest positions, which stay the newest whatever fails afterwards.
    SortedMap<String, Long> restore() throws IOException {
        var newest = newest();
        if (newest == null) {
            return new TreeMap<>();
        }
        if (newest.path.equals(fresh)) {
            // The next write begins by deleting it.
            disk.rename(fresh, current);
        }
        // The process may have been killed before the names were durable, and the positions are acted on.
        disk.forceDirectory(directory);
        return newest.positions;
    }

    /// The newest positions, also while another process writes them.
    SortedMap<String, Long> read() throws IOException {
        var newest = newest();
        return newest == null ? new TreeMap<>() : newest.positions;
    }

    private record Stored(Path path, SortedMap<String, Long> positions) {}

    private @Nullable Stored newest() throws IOException {
        // A crash between the two renames leaves the newest as `fresh`.
        for (var path : List.of(current, fresh, previous)) {
            var text = text(path);
            var positions = text == null ? null : parse(text);
            if (positions != null) {
                return new Stored(path, positions);
            }
            if (text != null) {
                LOGGER.warn("{} is damaged; using the one before", path);
            }
        }
        return null;
    }

    /// @param home where they belong: in another folder they would be another log's
    void write(SortedMap<String, Long> positions, Home home) throws IOException {
        try {
            home.check();
            replace(positions);
        } catch (IOException e) {
            throw new IOException(
                    "cannot write the consumers' positions in %s: %s".formatted(directory, DiskTrouble.why(e)), e);
        }
    }

    private void replace(SortedMap<String, Long> positions) throws IOException {
        disk.delete(fresh);
        try (var file = disk.openForWriting(fresh)) {
            file.write(new ByteBuffer[] {ByteBuffer.wrap(format(positions).getBytes(StandardCharsets.UTF_8))}, 1, 0);
            file.force(true);
        }
        try {
            disk.rename(current, previous);
        } catch (NoSuchFileException e) {
            // The first one.
        }
        disk.rename(fresh, current);
        disk.forceDirectory(directory);
    }

    private @Nullable String text(Path path) throws IOException {
        try (var file = disk.openForReading(path)) {
            var bytes = ByteBuffer.allocate((int) Math.min(MAX_BYTES, file.size()));
            file.read(bytes, 0);
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private static String format(SortedMap<String, Long> positions) {
        var text = new StringBuilder(TITLE).append('\n');
        positions.forEach(
                (name, next) -> text.append(next).append(' ').append(name).append('\n'));
        return text + crcLine(text.toString());
    }

    private static @Nullable SortedMap<String, Long> parse(String text) {
        int crcAt = text.lastIndexOf("crc ");
        if (crcAt < 0 || !text.startsWith(TITLE) || !text.substring(crcAt).equals(crcLine(text.substring(0, crcAt)))) {
            return null;
        }
        var positions = new TreeMap<String, Long>();
        text.substring(0, crcAt).lines().skip(1).forEach(line -> {
            int space = line.indexOf(' ');
            positions.put(line.substring(space + 1), Long.valueOf(line.substring(0, space)));
        });
        return positions;
    }

    private static String crcLine(String text) {
        var crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return "crc %08x\n".formatted(crc.getValue());
    }
}
