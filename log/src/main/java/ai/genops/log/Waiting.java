package ai.genops.log;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The appends that wait for their fsync, bounded in bytes. A group forms by itself: what arrives during one fsync is
/// taken together for the next. Thread-safe; one thread takes.
final class Waiting {
    /// What an append costs in memory besides its bytes; bounds the number of tiny ones.
    private static final int OVERHEAD = 256;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final long maxBytes;
    private List<Append> appends = new ArrayList<>();
    private long bytes;
    private boolean closed;
    private boolean nudged;

    Waiting(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// Takes room for a record as it was brought, before any work is done for it. Null if there was room, else why
    /// not.
    @Nullable
    AppendException reserve(int payloadBytes) {
        lock.lock();
        try {
            if (closed) {
                return new AppendException.Closed();
            }
            if (bytes > 0 && bytes + cost(payloadBytes) > maxBytes) {
                return new AppendException.Busy(bytes, maxBytes);
            }
            bytes += cost(payloadBytes);
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// Gives back the room of a record that does not come after all.
    void cancel(int payloadBytes) {
        lock.lock();
        try {
            bytes -= cost(payloadBytes);
        } finally {
            lock.unlock();
        }
    }

    /// Takes in an append for which `payloadBytes` were reserved; it may need less. Null if it was taken in.
    @Nullable
    AppendException offer(Append append, int payloadBytes) {
        lock.lock();
        try {
            bytes -= cost(payloadBytes);
            if (closed) {
                return new AppendException.Closed();
            }
            bytes += cost(append.bytes());
            appends.add(append);
            if (appends.size() == 1) {
                arrived.signal();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    /// Waits, then exchanges all that arrived for the given empty list; empty after [#nudge], and once closed
    /// and drained.
    List<Append> take(List<Append> empty) {
        lock.lock();
        try {
            while (appends.isEmpty() && !closed && !nudged) {
                arrived.awaitUninterruptibly();
            }
            nudged = false;
            var taken = appends;
            appends = empty;
            return taken;
        } finally {
            lock.unlock();
        }
    }

    /// Gives back the room of appends that are answered.
    void release(List<Append> answered) {
        long sum = 0;
        for (var append : answered) {
            sum += cost(append.bytes());
        }
        lock.lock();
        try {
            bytes -= sum;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    /// Makes the one that takes return.
    void nudge() {
        lock.lock();
        try {
            nudged = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    boolean isClosed() {
        lock.lock();
        try {
            return closed;
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            closed = true;
            arrived.signal();
        } finally {
            lock.unlock();
        }
    }

    private static long cost(int storedBytes) {
        return Frame.bytes(storedBytes) + OVERHEAD;
    }
}
