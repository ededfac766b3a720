package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// The file operations the log needs, and nothing else: what can fail, in one place, so that a test can make it fail.
interface Disk {
    /// For one reader's positional reads.
    File openForReading(Path file) throws IOException;

    /// For one writer; created if absent.
    File openForWriting(Path file) throws IOException;

    /// Atomic; replaces what is there. Durable after [#forceDirectory].
    void rename(Path from, Path to) throws IOException;

    void delete(Path file) throws IOException;

    /// Whether a file still has its name; a folder that was deleted takes what is written without a word.
    boolean exists(Path file);

    List<Path> list(Path directory) throws IOException;

    /// What may still be written to the file system that holds a directory.
    long freeBytes(Path directory) throws IOException;

    /// Makes the names created, renamed and deleted in a directory durable.
    void forceDirectory(Path directory) throws IOException;

    /// An open file; not for several threads at once.
    interface File extends AutoCloseable {
        long size() throws IOException;

        /// Fills the buffer from `position` on as far as the file goes.
        void read(ByteBuffer target, long position) throws IOException;

        /// Writes the first `count` buffers completely, one after another.
        void write(ByteBuffer[] buffers, int count, long position) throws IOException;

        /// Returns when what was written is on stable storage.
        ///
        /// @param size whether the file may have grown since the last time, which costs a commit of the file
        ///     system's journal
        void force(boolean size) throws IOException;

        @Override
        void close() throws IOException;
    }
}
