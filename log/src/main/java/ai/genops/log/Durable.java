package ai.genops.log;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// How far the log is fsynced: records below [#end()] may be read. Thread-safe.
final class Durable {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed;
    private volatile long end;
    private boolean closed;

    Durable(long end, Threads threads) {
        this.end = end;
        changed = threads.condition(lock);
    }

    long end() {
        return end;
    }

    void advance(long newEnd) {
        lock.lock();
        try {
            end = newEnd;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits until `sequence` may be read; false if the time passed first.
    ///
    /// @throws IllegalStateException once the log is closed
    boolean await(long sequence, Duration timeout) throws InterruptedException {
        lock.lock();
        try {
            long nanos = timeout.toNanos();
            while (!closed && end <= sequence) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = changed.awaitNanos(nanos);
            }
            if (closed) {
                throw new IllegalStateException("the log is closed");
            }
            return true;
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
}
