package ai.genops.log;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tells whether a folder is still the one that was opened. Files that are open stay writable when their folder is
/// deleted, and another folder may stand in its place, with another server in it: what is written then is nowhere.
///
/// The lock file's identity stands for the folder's. It is held open, so that no other file can get its number.
/// Thread-safe.
final class Home {
    private final Path mark;
    /// Null on a file system that does not number its files: there only the name tells.
    private final @Nullable Object key;

    private Home(Path mark, @Nullable Object key) {
        this.mark = mark;
        this.key = key;
    }

    /// @param mark a file that is held open for as long as this is asked
    static Home of(Path mark) throws IOException {
        return new Home(mark, key(mark));
    }

    /// @throws NoSuchFileException if there is no folder
    /// @throws IOException if it is another one
    void check() throws IOException {
        Object now;
        try {
            now = key(mark);
        } catch (NoSuchFileException e) {
            if (Files.notExists(mark.resolveSibling(""))) {
                throw e;
            }
            throw replaced();
        }
        if (!Objects.equals(key, now)) {
            throw replaced();
        }
    }

    private IOException replaced() {
        return new IOException("the folder is not the one that was opened: it was replaced, or the file `lock` in it"
                + " deleted, while the server ran; put the old one back, or restart the server to go on with what is"
                + " there now");
    }

    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }
}
