package ai.genops.lake;

import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DestinationStats;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Writes one batch after the other in a thread of its own, a platform thread because the work is native. What fails
/// is tried again, with growing pauses, until it succeeds: nothing is given up but single rows that the database
/// refuses for what they are.
final class Delivery {
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final BatchWriter writer;
    private final OpenBatch open;
    private final InstantSource clock;
    private final Thread.Builder.OfPlatform threads;
    private final AtomicLong written = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong batches = new AtomicLong();
    private final Attempts attempts = new Attempts();
    private volatile long committed;
    private volatile long commitMillis;
    private volatile long slowestCommitMillis;
    private volatile boolean ready;
    private Thread thread = Thread.currentThread();

    Delivery(String id, BatchWriter writer, OpenBatch open, long committed, InstantSource clock) {
        this.writer = writer;
        this.open = open;
        this.committed = committed;
        this.clock = clock;
        threads = Thread.ofPlatform().name("lake-" + id).daemon();
    }

    /// Begins; it is ready when it has read back what the datasets need to know.
    ///
    /// @param again the records that may be offered although rows of theirs are there
    void start(List<Dataset> datasets, int spanWindow, Records again) {
        thread = threads.start(() -> run(datasets, spanWindow, again));
    }

    /// Records from `first` up to `next`.
    record Records(long first, long next) {}

    OpenBatch open() {
        return open;
    }

    boolean ready() {
        return ready && open.hasRoom();
    }

    long committed() {
        return committed;
    }

    long commitMillis() {
        return commitMillis;
    }

    long slowestCommitMillis() {
        return slowestCommitMillis;
    }

    void written() {
        written.incrementAndGet();
    }

    DestinationStats stats() {
        long done = delivered.get();
        long refused = rejected.get();
        return new DestinationStats(
                written.get(), done, refused, 0, bytes.get(), batches.get(), attempts.retries(), attempts.lastError());
    }

    DeliveryStats deliveryStats() {
        return attempts.stats();
    }

    /// Writes what there is, for at most `millis`; what then is not committed is offered again after the next start.
    void close(long millis) {
        open.close();
        try {
            thread.join(millis);
            thread.interrupt();
            thread.join(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(List<Dataset> datasets, int spanWindow, Records again) {
        try (writer) {
            untilItSucceeds(() -> {
                for (Dataset dataset : datasets) {
                    writer.restoreHeld(dataset, spanWindow, again.first, again.next);
                    writer.restore(dataset, dataset.seen().capacity());
                }
            });
            ready = true;
            for (Batch batch = open.take(); batch != null; batch = open.take()) {
                deliver(batch);
                if (!open.hasRoom()) {
                    writer.press(clock.millis());
                }
            }
        } catch (InterruptedException e) {
            // Closing took too long; the log offers the rest again.
        } finally {
            ready = false;
        }
    }

    private void deliver(Batch batch) throws InterruptedException {
        long start = clock.millis();
        long failures = attempts.retries();
        untilItSucceeds(() -> {
            if (attempts.retries() == failures || !writer.isWritten()) {
                writer.write(batch);
            }
        });
        writer.next();
        commitMillis = clock.millis() - start;
        slowestCommitMillis = Math.max(slowestCommitMillis, commitMillis);
        account(batch);
        committed = batch.next;
    }

    private void account(Batch batch) {
        long refused = batch.oversized;
        for (Map.Entry<Dataset, Rows> entry : batch.rows.entrySet()) {
            Rows rows = entry.getValue();
            entry.getKey().rows.addAndGet(rows.size() - rows.refused());
            entry.getKey().written.addAndGet(rows.size() - rows.refused());
            entry.getKey().writtenBytes.addAndGet(rows.bytes());
            entry.getKey().refused.addAndGet(rows.refused());
            refused += rows.refused();
        }
        rejected.addAndGet(refused);
        delivered.addAndGet(batch.events - refused);
        bytes.addAndGet(batch.bytes());
        batches.incrementAndGet();
    }

    private interface Attempt {
        void run() throws SQLException;
    }

    private void untilItSucceeds(Attempt attempt) throws InterruptedException {
        @Nullable SQLException last = null;
        for (long pause = FIRST_PAUSE_MILLIS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS)) {
            try {
                if (last != null) {
                    writer.recover(last);
                }
                attempt.run();
                attempts.succeeded(clock.millis());
                return;
            } catch (SQLException e) {
                last = e;
                failed(Errors.text(e), pause);
            } catch (RuntimeException e) {
                last = new SQLException(e);
                failed("a fault in the lake's writer: " + e, pause);
            }
        }
    }

    private void failed(String error, long pause) throws InterruptedException {
        long now = clock.millis();
        attempts.failed(error, now, now + pause);
        Thread.sleep(pause);
    }
}
