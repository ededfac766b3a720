package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.log.Threads;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Where the feed's thread leaves events and couriers fetch batches.
///
/// The open batch belongs to the feed's thread from the first event of a record until [#passed], and to nobody
/// between records: then whoever holds the lock may close it. So an event costs no lock, a record two.
final class Intake {
    private final Batching batching;
    private final InstantSource clock;
    private final Cuts cuts;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work;
    private final Condition ending;
    private final Queue<Batch> closed = new ArrayDeque<>();
    private final Queue<Batch> free = new ArrayDeque<>();

    private Batch open;
    /// Changed by the feed's thread only, under the lock: that thread may read it without.
    private boolean insideRecord;
    private long openSinceMillis;
    private int idleCouriers;
    /// Closed and not past the checkpoint, in the order of the log.
    private final List<Batch> inFlight = new ArrayList<>();

    private long bytesInFlight;
    private volatile boolean full;
    private volatile boolean closing;
    /// How often whoever pauses has been told to go on.
    private long nudges;

    private long events;
    private volatile long written;

    Intake(Batching batching, InstantSource clock, Threads threads, long first, Cuts cuts) {
        this.batching = batching;
        this.cuts = cuts;
        this.clock = clock;
        work = threads.condition(lock);
        ending = threads.condition(lock);
        open = newBatch();
        open.begin(first);
    }

    void write(Event event, Encoder encoder) {
        if (!insideRecord) {
            enterRecord();
        }
        open.add(event, encoder);
        events++;
    }

    /// Events of the present record that were encoded elsewhere, from the one at `from` up to the one at `to`; the
    /// first was appended to the log at `appendMillis`.
    void write(Batch encoded, int from, int to, long appendMillis) {
        if (!insideRecord) {
            enterRecord();
        }
        open.addAll(encoded, from, to, appendMillis);
        events += to - from;
    }

    void passed(long next) {
        lock.lock();
        try {
            int before = open.wholeEvents();
            boolean first = isEmpty(open);
            if (first) {
                openSinceMillis = clock.millis();
            }
            open.passed(next);
            insideRecord = false;
            written = events;
            if (cuts.isEnd(open.first(), next) || mayEnd()) {
                closeOpen();
            } else if (first || (before == 0 && open.events() > 0)) {
                work.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /// The records from where the open batch ends, before `next`, are missing. No batch has them in its midst: its name
    /// would mean other events than before they were lost.
    void skipped(long next) {
        lock.lock();
        try {
            if (!isEmpty(open)) {
                closeOpen();
            }
            open.passed(next);
            closeOpen();
        } finally {
            lock.unlock();
        }
    }

    private boolean mayEnd() {
        boolean eagerly = batching.eager() && idleCouriers > 0;
        return !cuts.planned(open.first())
                && (batching.full(open) || (open.events() > 0 && (eagerly || millisLeft() <= 0)));
    }

    /// Whether another batch may be filled.
    boolean ready() {
        return !full;
    }

    /// Events of whole records, since the start.
    long written() {
        return written;
    }

    /// The next batch, waiting for one; null when closing and none is left.
    @Nullable
    Batch take() throws InterruptedException {
        lock.lockInterruptibly();
        idleCouriers++;
        try {
            while (closed.isEmpty() && !closing) {
                awaitBatch();
            }
            return closed.poll();
        } finally {
            idleCouriers--;
            lock.unlock();
        }
    }

    /// When the oldest event that is not done with was appended to the log, in milliseconds since 1970;
    /// [Long#MAX_VALUE] if there is none.
    long oldestMillis() {
        lock.lock();
        try {
            for (Batch batch : inFlight) {
                if (batch.oldestMillis() != Long.MAX_VALUE) {
                    return batch.oldestMillis();
                }
            }
            return open.oldestMillis();
        } finally {
            lock.unlock();
        }
    }

    /// Gives a batch back that the checkpoint has passed.
    void release(Batch batch) {
        lock.lock();
        try {
            inFlight.remove(batch);
            bytesInFlight -= batch.bytes();
            if (batch.bytes() <= 2 * batching.batchBytes()) {
                free.add(batch);
            }
            measure();
        } finally {
            lock.unlock();
        }
    }

    /// Closes what is open; couriers take the rest and then end.
    void close() {
        lock.lock();
        try {
            open.dropIncomplete();
            insideRecord = false;
            if (!isEmpty(open) && !cuts.planned(open.first())) {
                closeOpen();
            }
            closing = true;
            work.signalAll();
            ending.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Waits before a new attempt, or until [#nudge]; false, perhaps early, if there is to be none because of closing.
    boolean pause(Duration duration) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long nanos = duration.toNanos();
            long before = nudges;
            while (nanos > 0 && !closing && nudges == before) {
                nanos = ending.awaitNanos(nanos);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /// Ends every pause that there is now.
    void nudge() {
        lock.lock();
        try {
            nudges++;
            ending.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void enterRecord() {
        lock.lock();
        try {
            insideRecord = true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits once for a change, or closes the open batch if its time has come; called in a loop.
    @SuppressWarnings("WaitNotInLoop")
    private void awaitBatch() throws InterruptedException {
        if (isEmpty(open) || cuts.planned(open.first())) {
            work.await();
            return;
        }
        long left = batching.eager() && open.events() > 0 ? 0 : millisLeft();
        if (left > 0) {
            work.await(left, TimeUnit.MILLISECONDS);
        } else if (insideRecord) {
            work.await();
        } else {
            closeOpen();
        }
    }

    /// Until the open batch has waited long enough. A clock set back makes it wait its time once more, not longer.
    private long millisLeft() {
        long now = clock.millis();
        openSinceMillis = Math.min(openSinceMillis, now);
        return openSinceMillis + batching.wait(open).toMillis() - now;
    }

    private void closeOpen() {
        open.close(cuts.closedMillis(open.first(), open.next(), clock.millis()));
        closed.add(open);
        inFlight.add(open);
        bytesInFlight += open.bytes();
        long next = open.next();
        Batch reused = free.poll();
        open = reused != null ? reused : newBatch();
        open.begin(next);
        measure();
        work.signalAll();
    }

    private void measure() {
        full = inFlight.size() >= Batching.MAX_IN_FLIGHT || bytesInFlight >= batching.maxBytesInFlight();
    }

    private Batch newBatch() {
        return new Batch((int) Math.min(batching.batchBytes(), 1 << 16));
    }

    private static boolean isEmpty(Batch batch) {
        return batch.next() == batch.first();
    }
}
