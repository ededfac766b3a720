package ai.genops.lake;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the database's write-ahead log short, in one thread of its own. What is in it is in memory too, as it came,
/// until a checkpoint of the database compresses it into the file: half a second of work for 128 MB, which the writer
/// of the batches would else do. They are committed meanwhile, since they only add rows; transactions that change or
/// delete some wait for the checkpoint, or it for them.
///
/// A checkpoint compresses the newest row group again each time, which costs more than the insert: so it comes when the
/// log has grown to about one of them, and a restart after a crash replays little more.
final class WriteAhead implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteAhead.class);
    static final long DUE_BYTES = 128_000_000;
    /// At so much a transaction that is committed makes the checkpoint: when no such thread runs, or it has no chance.
    static final String MOST = "512MB";

    private static final long EVERY_MILLIS = 100;
    private static final long AFTER_FAILURE_MILLIS = 5_000;

    private final Lake lake;
    private final long dueBytes;
    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    /// @param dueBytes at which a checkpoint is made
    WriteAhead(Lake lake, long dueBytes) {
        this.lake = lake;
        this.dueBytes = dueBytes;
    }

    void start() {
        thread = Thread.ofPlatform().name("lake-checkpoint").daemon().start(this::work);
    }

    /// Ends after the checkpoint that is under way.
    @Override
    public void close() {
        closing.countDown();
        Thread working = thread;
        if (working != null) {
            try {
                working.join(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void work() {
        try {
            lake.await();
            for (long pause = EVERY_MILLIS; !closing.await(pause, TimeUnit.MILLISECONDS); ) {
                pause = checkpointIfDue() ? EVERY_MILLIS : AFTER_FAILURE_MILLIS;
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        } catch (LakeException e) {
            // Whoever opened it says so.
        }
    }

    /// False if it failed, and not only found a transaction in its way.
    boolean checkpointIfDue() {
        if (lake.file().writeAheadBytes() < dueBytes) {
            return true;
        }
        try (Connection connection = lake.connection();
                var statement = connection.createStatement()) {
            statement.execute("checkpoint");
            return true;
        } catch (SQLException e) {
            if (Errors.inTheWay(e)) {
                return true;
            }
            LOG.warn("the lake's write-ahead log could not be put into its file: {}", Errors.text(e));
            return false;
        }
    }
}
