package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps two logs from sharing a directory, in one process or two. The operating system gives the lock back when the
/// process dies, however it dies.
final class DirectoryLock implements AutoCloseable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    /// The directories open in this process. Asking the operating system would not do: to close a second channel on
    /// the lock file releases the first one's lock (POSIX).
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final String NAME = "lock";
    private static final int MAX_PID_BYTES = 20;

    private final Path directory;
    private final FileChannel channel;
    private final Home home;

    private DirectoryLock(Path directory, FileChannel channel, Home home) {
        this.directory = directory;
        this.channel = channel;
        this.home = home;
    }

    /// @throws IOException if another log has the directory; names it, and the process if that is known
    static DirectoryLock acquire(Path given) throws IOException {
        var directory = given.toRealPath();
        if (!HELD.add(directory)) {
            throw inUse(directory, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            var channel = lock(directory);
            try {
                // Under the name that was given: a link may lead elsewhere by and by.
                return new DirectoryLock(directory, channel, Home.of(given.resolve(NAME)));
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            HELD.remove(directory);
            throw e;
        }
    }

    /// The folder as it was locked.
    Home home() {
        return home;
    }

    private static FileChannel lock(Path directory) throws IOException {
        var channel = FileChannel.open(
                directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(directory, pid(channel));
            }
            writePid(channel);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// For people only: a full disk keeps no log from opening.
    private static void writePid(FileChannel channel) {
        try {
            channel.truncate(0);
            channel.write(
                    StandardCharsets.US_ASCII.encode(
                            Long.toString(ProcessHandle.current().pid())),
                    0);
        } catch (IOException e) {
            LOGGER.debug("the process could not be noted in the lock file", e);
        }
    }

    private static String pid(FileChannel channel) throws IOException {
        var pid = ByteBuffer.allocate(MAX_PID_BYTES);
        channel.read(pid, 0);
        return StandardCharsets.US_ASCII.decode(pid.flip()).toString();
    }

    private static IOException inUse(Path directory, String pid) {
        return new IOException(
                "the log in %s is in use by process %s: stop that one, or give this one another directory"
                        .formatted(directory, pid.isEmpty() ? "unknown" : pid));
    }

    @Override
    public void close() throws IOException {
        channel.close();
        HELD.remove(directory);
    }
}
