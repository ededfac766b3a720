package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The real disk, with failures on demand. By default it does not wait for the hardware, so that a test can open
/// thousands of logs.
final class FaultyDisk implements Disk {
    private final Disk real = RealDisk.INSTANCE;
    volatile boolean writesFail;
    /// Pages are written, then the fsync fails: what is on the disk afterwards is anybody's guess.
    volatile boolean forcesFail;

    volatile boolean creationsFail;

    /// Bytes of this file from here on, one page of them, cannot be read.
    volatile @Nullable Path badFile;

    volatile long badFrom;
    volatile long badBytes = 4096;

    /// A file that nobody may open.
    volatile @Nullable Path lockedFile;

    /// A file that cannot be deleted.
    volatile @Nullable Path stuckFile;

    /// As the kernel remounts a file system that fails.
    volatile boolean readOnly;

    /// Held while a test wants the fsyncs to take their time.
    final ReentrantLock busy = new ReentrantLock();

    @Override
    public File openForReading(Path file) throws IOException {
        if (file.equals(lockedFile)) {
            throw new AccessDeniedException(file.toString());
        }
        return new FaultyFile(file, real.openForReading(file));
    }

    @Override
    public File openForWriting(Path file) throws IOException {
        failIfReadOnly(file);
        if (creationsFail && !file.toFile().exists()) {
            throw new IOException("No space left on device");
        }
        return new FaultyFile(file, real.openForWriting(file));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        failIfReadOnly(from);
        real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
        failIf(file.equals(stuckFile), "unlink");
        failIfReadOnly(file);
        real.delete(file);
    }

    @Override
    public boolean exists(Path file) {
        return real.exists(file);
    }

    @Override
    public List<Path> list(Path directory) throws IOException {
        return real.list(directory);
    }

    @Override
    public long freeBytes(Path directory) throws IOException {
        return creationsFail ? 0 : real.freeBytes(directory);
    }

    @Override
    public void forceDirectory(Path directory) throws IOException {
        failIf(forcesFail, "fsync of a directory");
    }

    private void failIfReadOnly(Path file) throws IOException {
        if (readOnly) {
            throw new FileSystemException(file.toString(), null, "Read-only file system");
        }
    }

    private static void failIf(boolean fails, String what) throws IOException {
        if (fails) {
            throw new IOException("Input/output error: " + what);
        }
    }

    private final class FaultyFile implements File {
        private final Path path;
        private final File file;

        private FaultyFile(Path path, File file) {
            this.path = path;
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void read(ByteBuffer target, long position) throws IOException {
            boolean touched = position < badFrom + badBytes && position + target.remaining() > badFrom;
            failIf(path.equals(badFile) && touched, "read");
            file.read(target, position);
        }

        @Override
        public void write(ByteBuffer[] buffers, int count, long position) throws IOException {
            failIf(writesFail, "write");
            failIfReadOnly(path);
            file.write(buffers, count, position);
        }

        @Override
        public void force(boolean size) throws IOException {
            busy.lock();
            try {
                failIf(forcesFail, "fsync");
            } finally {
                busy.unlock();
            }
        }

        @Override
        public void close() throws IOException {
            file.close();
        }
    }
}
