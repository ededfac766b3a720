package ai.genops.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Folders that somebody else is writing to.
final class Folders {
    private Folders() {}

    /// Copies a folder as it is at one moment, as a kill leaves it: again, until nothing has changed meanwhile.
    static Path snapshot(Path folder, Path to) throws IOException {
        for (int attempt = 0; ; attempt++) {
            Path copy = to.resolveSibling(to.getFileName() + "-" + attempt);
            try {
                SortedMap<String, String> before = look(folder);
                copy(folder, copy);
                if (before.equals(look(folder))) {
                    return copy;
                }
            } catch (IOException | UncheckedIOException e) { // a file has gone meanwhile
                if (attempt > 100) {
                    throw e;
                }
            }
        }
    }

    private static void copy(Path folder, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                Files.copy(path, to.resolve(folder.relativize(path).toString()));
            }
        }
    }

    private static SortedMap<String, String> look(Path folder) throws IOException {
        SortedMap<String, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                files.put(path.toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
            }
        }
        return files;
    }
}
