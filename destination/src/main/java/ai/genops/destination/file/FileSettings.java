package ai.genops.destination.file;

import ai.genops.pipeline.config.Section;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// @param path of the file being written; relative to the server's data folder
/// @param maxBytes at this length it is rotated; it may be longer by a batch
/// @param maxAge or this long after it was begun, when the next batch comes; zero: never
/// @param maxFiles rotated files that are kept
/// @param gzip whether rotated files are compressed
record FileSettings(Path path, long maxBytes, Duration maxAge, int maxFiles, boolean gzip) {
    static FileSettings read(Section block) {
        Path path = path(block);
        long maxBytes = block.bytes("max_bytes", 100_000_000);
        block.problems().require(maxBytes > 0, block.at("max_bytes"), "`max_bytes` must be more than 0", "");
        Duration maxAge = block.duration("max_age", Duration.ZERO);
        int maxFiles = block.integer("max_files", 10, 1, 100_000);
        boolean gzip =
                block.choice("compression", "none", List.of("none", "gzip")).equals("gzip");
        return new FileSettings(path, maxBytes, maxAge, maxFiles, gzip);
    }

    private static Path path(Section block) {
        String text = block.text("path");
        try {
            Path path = Path.of(text);
            if (path.getFileName() != null && !text.endsWith("/")) {
                return path;
            }
        } catch (InvalidPathException e) {
            // told below
        }
        block.problems()
                .error(block.at("path"), "`path` must name a file, is `" + text + "`", "Write `out/events.ndjson`.");
        return Path.of("events.ndjson");
    }
}
