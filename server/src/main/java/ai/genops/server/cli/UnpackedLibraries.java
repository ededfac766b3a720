package ai.genops.server.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The native libraries that Java's unpack to the temporary folder (DuckDB's alone is 70 MB) and remove when
/// the JVM ends by itself, which a server does not: it is stopped, or killed. On Linux a library that is loaded
/// needs its name no more.
final class UnpackedLibraries {
    /// What the process has in its memory: address, rights, offset, device, inode and the file's path, if it has one.
    private static final Path MAPPED = Path.of("/proc/self/maps");

    private UnpackedLibraries() {}

    /// Removes the names of those that are loaded. Where the system does not tell what is loaded, nothing is done.
    static void unlink(Path temporary) {
        try {
            for (Path library : loadedFrom(temporary)) {
                Files.deleteIfExists(library);
            }
        } catch (IOException _) {
            // Not Linux, or not ours to remove.
        }
    }

    private static List<Path> loadedFrom(Path folder) throws IOException {
        try (var lines = Files.lines(MAPPED)) {
            return lines.filter(line -> line.endsWith(".so"))
                    .map(line -> Path.of(line.substring(line.indexOf('/'))))
                    .filter(file -> folder.equals(file.getParent()))
                    .distinct()
                    .toList();
        }
    }
}
