package ai.genops.log;

import ai.genops.log.SegmentFiles.Spare;
import ai.genops.log.SegmentFiles.Unused;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that keeps one spare segment ready, so that the appender never waits for the file system's journal, and
/// gives up what is too old.
final class Keeper implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);
    private static final long RETRY_MILLIS = 1_000;
    private static final long LOOK_FOR_OLD_MILLIS = 60_000;

    private final SegmentFiles files;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed;
    private @Nullable Spare spare;
    private boolean awake = true;
    private boolean closed;
    private volatile @Nullable AppendException obstacle;

    private final Runnable nudge;

    /// @param nudge makes the appender look whether its segment is too old
    Keeper(SegmentFiles files, Threads threads, Runnable nudge) {
        this.files = files;
        this.nudge = nudge;
        changed = threads.condition(lock);
    }

    /// Whether the appender is to leave a segment though it has room.
    boolean isTooOld(Segment segment) {
        return files.tooOld() == segment;
    }

    String directory() {
        return files.directory().toString();
    }

    Home home() {
        return files.home();
    }

    /// Why there is no spare segment; null if there is one, or one is being prepared.
    @Nullable
    AppendException obstacle() {
        return obstacle;
    }

    /// The spare segment, as soon as it is ready.
    ///
    /// @throws AppendException if there will be none for now
    Spare take() {
        lock.lock();
        try {
            if (obstacle instanceof AppendException.Full) {
                // Found while there was still room in the segment before: consumers have moved since.
                obstacle = null;
                wake();
            }
            while (spare == null && obstacle == null && !closed) {
                changed.awaitUninterruptibly();
            }
            var taken = spare;
            if (taken == null) {
                var why = obstacle;
                throw why == null ? new AppendException.Closed() : why;
            }
            spare = null;
            wake();
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Takes a segment's file that holds nothing worth keeping.
    void discard(Segment segment) {
        files.discard(new Unused(segment.file, segment.fileBytes));
        wake();
    }

    /// Says that a consumer has moved: if that was what the log waited for, it goes on.
    void consumerMoved() {
        if (obstacle != null) {
            wake();
        }
    }

    void look() {
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            awake = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void run() {
        try {
            while (awaitWork()) {
                work();
            }
        } catch (InterruptedException e) {
            LOGGER.warn("{}: the log's keeper was interrupted", directory(), e);
        }
    }

    private boolean awaitWork() throws InterruptedException {
        lock.lock();
        try {
            long millis = obstacle instanceof AppendException.DiskFailed ? RETRY_MILLIS : LOOK_FOR_OLD_MILLIS;
            long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
            while (!closed && !awake && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            awake = false;
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            var before = files.tooOld();
            files.home().check();
            files.cleanUp();
            if (files.tooOld() != before) {
                nudge.run();
            }
            settle(hasSpare() ? null : files.prepare(), null);
        } catch (AppendException.Full full) {
            settle(null, full);
        } catch (IOException | RuntimeException | Error e) {
            if (!(obstacle instanceof AppendException.DiskFailed)) {
                LOGGER.error(
                        "{}: cannot prepare a segment: {}; trying again every {} ms",
                        directory(),
                        DiskTrouble.why(e),
                        RETRY_MILLIS,
                        DiskTrouble.isFault(e) ? e : null);
            }
            settle(null, new AppendException.DiskFailed(directory(), e));
        }
    }

    private boolean hasSpare() {
        lock.lock();
        try {
            return spare != null;
        } finally {
            lock.unlock();
        }
    }

    private void settle(@Nullable Spare ready, @Nullable AppendException why) {
        lock.lock();
        try {
            spare = ready == null ? spare : ready;
            // Who asked meanwhile is told how it stands now, and not how it stood before.
            obstacle = why instanceof AppendException.Full && awake ? null : why;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
