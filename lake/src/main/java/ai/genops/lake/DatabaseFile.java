package ai.genops.lake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The database's file as the file system has it. Safe for concurrent use.
final class DatabaseFile {
    private final Path path;
    /// What it was when it was opened; null before, and on a file system that does not number its files.
    private volatile @Nullable Object identity;

    DatabaseFile(Path path) {
        this.path = path;
    }

    Path path() {
        return path;
    }

    /// Says that the file that is there is the one that is open.
    void opened() throws IOException {
        identity = key();
    }

    /// Checks that the file is still the one that was opened. The database writes to it by number: to one that was
    /// deleted with its folder it would go on writing, and with the server all would be gone.
    ///
    /// @throws SQLException if it is not
    void require() throws SQLException {
        try {
            if (Objects.equals(identity, key())) {
                return;
            }
        } catch (IOException e) {
            throw new SQLException("The lake's file `" + path + "` has vanished; is its disk still mounted, or was"
                    + " its folder deleted? Put it back, or restart the server: a new lake is then filled with what"
                    + " the log still holds");
        }
        throw new SQLException("The lake's file `" + path + "` is not the one that was opened: its folder was"
                + " replaced while the server ran. Put the old one back, or restart the server to go on with what is"
                + " there now");
    }

    long bytes() {
        return size(path);
    }

    /// Bytes of its write-ahead log, of which there are two while a checkpoint is made.
    long writeAheadBytes() {
        return size(path.resolveSibling(Layout.FILE + ".wal"))
                + size(path.resolveSibling(Layout.FILE + ".wal.checkpoint"));
    }

    private @Nullable Object key() throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    }

    private static long size(Path file) {
        try {
            return Files.exists(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }
}
