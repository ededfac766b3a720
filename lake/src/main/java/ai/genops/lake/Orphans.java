package ai.genops.lake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Data files that the manifest does not have, or no longer. Nothing but files named as the lake names them is touched.
final class Orphans {
    static final String SUFFIX = ".parquet";

    /// What ends the name of a file that is still to be encrypted.
    static final String PLAIN = ".plain";

    private static final Pattern OURS = Pattern.compile("\\d{10,19}(\\.key\\d{1,9})?\\.parquet(\\.plain)?");

    private Orphans() {}

    /// Removes them and the folders that are empty then.
    ///
    /// @return how many files were removed
    static int remove(Connection connection, Path folder) throws SQLException {
        Set<Path> present = new HashSet<>();
        Manifest.files(connection).forEach(file -> present.add(Path.of(file.path())));
        int removed = 0;
        try {
            for (Path file : ours(folder)) {
                if (!present.contains(file)) {
                    delete(file, folder);
                    removed++;
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new SQLException("IO Error: " + e.getMessage(), e);
        }
        return removed;
    }

    /// The data files below a folder, whether entered or not.
    static List<Path> ours(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file ->
                            OURS.matcher(String.valueOf(file.getFileName())).matches() && Files.isRegularFile(file))
                    .toList();
        }
    }

    /// Deletes a file, and the folders above it up to `root` that it leaves empty.
    static void delete(Path file, Path root) throws IOException {
        Files.deleteIfExists(file);
        for (Path above = file.getParent();
                above != null && !above.equals(root) && above.startsWith(root) && isEmpty(above);
                above = above.getParent()) {
            Files.deleteIfExists(above);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return true;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isEmpty();
        }
    }
}
