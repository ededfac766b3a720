package ai.genops.lake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The batch that is being filled, and its hand-over. One thread feeds, another takes: while the writer works on one
/// batch the next one fills, and when that is full as well the feed has to wait. So two are in memory, never more.
///
/// A batch is only ever handed over between two log records: a record's rows are in one transaction, all or none.
final class OpenBatch {
    /// When a batch is full, and how long one that is not may wait for more.
    record Limits(int rows, long bytes, long lingerMillis) {}

    private final Limits limits;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Batch open;
    private long handedOver;
    private boolean inRecord;
    private boolean closing;
    /// The writer waits for the end of a record, and not only for time to pass.
    private boolean waiting;

    OpenBatch(Limits limits, long next) {
        this.limits = limits;
        this.open = new Batch(next);
        this.handedOver = next;
    }

    /// Feed: a record begins; its rows go into this batch until [#leave].
    Batch enter() {
        lock.lock();
        try {
            inRecord = true;
            return open;
        } finally {
            lock.unlock();
        }
    }

    /// Feed: every record before `next` is in the batch.
    void leave(long next) {
        lock.lock();
        try {
            inRecord = false;
            open.next = next;
            if (waiting || isFull()) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Feed: whether another record finds room.
    boolean hasRoom() {
        lock.lock();
        try {
            return !isFull();
        } finally {
            lock.unlock();
        }
    }

    /// Writer: the next batch, as soon as there is something in it and it is full or has waited long enough. Null if
    /// there will be no more.
    @Nullable
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            awaitRecord();
            long nanos = TimeUnit.MILLISECONDS.toNanos(limits.lingerMillis);
            while (!closing && !isFull() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            awaitRecord();
            return inRecord || !hasWork() ? null : handOver();
        } finally {
            lock.unlock();
        }
    }

    /// Ends the waiting. What is in a record that never ended is dropped: the log offers it again.
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void awaitRecord() throws InterruptedException {
        waiting = true;
        while (!closing && (inRecord || !hasWork())) {
            changed.await();
        }
        waiting = false;
    }

    private Batch handOver() {
        Batch full = open;
        handedOver = full.next;
        open = new Batch(full.next);
        return full;
    }

    private boolean hasWork() {
        return open.next > handedOver || open.events > 0;
    }

    private boolean isFull() {
        return open.rowCount() >= limits.rows || open.bytes() >= limits.bytes;
    }
}
