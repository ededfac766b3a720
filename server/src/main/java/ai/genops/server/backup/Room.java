package ai.genops.server.backup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/// Where a [Store] keeps its files. A name has slashes, `objects/9f/9f86d081….zst`. For one thread.
interface Room extends AutoCloseable {
    /// All names that begin with a folder's, sorted.
    ///
    /// @param folder ends with a slash
    List<String> names(String folder) throws IOException;

    /// The bytes of a file.
    ///
    /// @throws IOException if there is none, or it cannot be read
    InputStream read(String name) throws IOException;

    /// An empty file of this machine, to be filled and given to [#keep]; who asks deletes it if it is still there then.
    Path part() throws IOException;

    /// Keeps a part under a name: all of it or nothing, and for good when the method returns.
    void keep(Path part, String name) throws IOException;

    void delete(String name) throws IOException;

    /// Makes sure that nobody else has begun to write meanwhile.
    ///
    /// @throws BackupException if somebody has
    void requireOurs() throws IOException;

    /// As people write it.
    @Override
    String toString();

    @Override
    void close() throws IOException;
}
