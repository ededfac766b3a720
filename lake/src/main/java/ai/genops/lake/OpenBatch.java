package ai.genops.lake;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// The batch that is being filled, and its hand-over. One thread feeds, another takes: while the writer works on one
/// batch the next one fills, and when that is full as well the feed has to wait. So two are in memory, never more.
///
/// A batch is handed over between two log records. If a dataset's rows fill a group, which a transaction writes at less
/// than half the price, what is beyond a whole number of groups stays for the next batch: a record's rows may then be
/// in two transactions, and the first does not count the record as taken.
final class OpenBatch {
    /// When a batch is full, and how long one that is not may wait for more.
    record Limits(int rows, long bytes, long lingerMillis) {
        /// How long a batch may wait in all.
        private static final long LONGEST_MILLIS = 750;

        /// How much longer a batch may wait of which a third of a group has come: the rest of the group will.
        long patienceMillis() {
            return Math.min(2 * lingerMillis, LONGEST_MILLIS - lingerMillis);
        }
    }

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
            awaitFull(limits.lingerMillis);
            if (open.largest() >= Layout.ROW_GROUP / 3) {
                awaitFull(limits.patienceMillis());
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

    private void awaitFull(long millis) throws InterruptedException {
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        while (!closing && !isFull() && nanos > 0) {
            nanos = changed.awaitNanos(nanos);
        }
    }

    private Batch handOver() {
        Batch full = open;
        open = closing ? new Batch(full.next) : full.takeOutPartOfGroup(Layout.ROW_GROUP);
        handedOver = full.next;
        return full;
    }

    private boolean hasWork() {
        return open.next > handedOver || open.events > 0;
    }

    private boolean isFull() {
        return open.largest() >= Layout.ROW_GROUP || open.rowCount() >= limits.rows || open.bytes() >= limits.bytes;
    }
}
