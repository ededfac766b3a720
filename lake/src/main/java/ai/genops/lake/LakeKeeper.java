package ai.genops.lake;

import ai.genops.lake.Yielding.Pace;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the lake in shape, in one thread of its own: rolls rows into files or settles them, compacts files
/// that are small, takes out what retention says, and deletes what was taken out. One piece of work at a
/// time, each a transaction bounded in rows, on one of the database's threads, and while somebody searches
/// it waits ([Yielding]), unless more comes in than leaves. Between two pieces it pauses for as long as a
/// piece took, but not where young rows wait to be rolled. Safe for concurrent use.
public final class LakeKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LakeKeeper.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    /// Every so many looks at the rows one at the files.
    private static final int FILES_EVERY = 10;

    private static final long LONGEST_PAUSE_MILLIS = 5_000;
    /// While events wait for their writer it pauses so many times as long as a piece took, until the database is large.
    private static final int PAUSES_IN_A_BURST = 3;
    private static final long MOST_BYTES_OF_A_BURST = 4_000_000_000L;

    private final Lake lake;
    private final InstantSource clock;
    private final Witness witness;
    private final Garbage garbage;
    private final WriteAhead writeAhead;
    private final KeeperNotes notes = new KeeperNotes();
    /// When a dataset's young table was empty last; for the thread alone.
    private final Map<String, Instant> emptied = new HashMap<>();

    private final CountDownLatch closing = new CountDownLatch(1);
    private @Nullable Thread thread;

    LakeKeeper(Lake lake, InstantSource clock, Witness witness) {
        this.lake = lake;
        this.clock = clock;
        this.witness = witness;
        garbage = new Garbage(lake, witness);
        writeAhead = new WriteAhead(lake, WriteAhead.DUE_BYTES);
    }

    /// For a lake that is open or opening; nothing happens by itself before [#start].
    public static LakeKeeper of(Lake lake, InstantSource clock) {
        return new LakeKeeper(lake, clock, Witness.NONE);
    }

    /// Looks at the rows every second and at the files every ten until it is closed.
    public LakeKeeper start() {
        thread = Thread.ofPlatform().name("lake-keeper").daemon().start(this::work);
        writeAhead.start();
        return this;
    }

    /// Rolls all rows of a dataset, or of every dataset, that the log took before now.
    ///
    /// @param dataset empty: every one
    /// @throws LakeException if a dataset is unknown or a roll fails; what was rolled before stays
    public Rolled roll(String dataset) {
        List<Storage> chosen = chosen(dataset);
        Roll.Moved moved = Roll.Moved.NOTHING;
        try {
            for (Storage storage : chosen) {
                moved = moved.plus(rollAll(storage, clock.instant().plusMillis(1)));
            }
        } catch (SQLException e) {
            throw new LakeException("Rolling failed: " + Errors.text(e), e);
        }
        return new Rolled(moved.rows(), moved.files(), moved.bytes());
    }

    /// What a roll moved into files.
    public record Rolled(long rows, int files, long bytes) {}

    /// Does at once what retention says.
    ///
    /// @throws LakeException if it fails
    public void retain() {
        try {
            for (Storage storage : lake.storages().values()) {
                retain(storage);
            }
            garbage.sweep();
        } catch (SQLException e) {
            throw new LakeException("Retention failed: " + Errors.text(e), e);
        }
    }

    /// Compacts every folder that has small files, and tells of all files what spares searches their text.
    ///
    /// @throws LakeException if it fails
    public void compact() {
        try {
            for (Storage storage : lake.storages().values()) {
                while (compact(storage)) {}
                while (tell(storage)) {}
            }
            garbage.sweep();
        } catch (SQLException e) {
            throw new LakeException("Compaction failed: " + Errors.text(e), e);
        }
    }

    /// What it has done and what went wrong.
    public KeeperStats stats() {
        return notes.stats();
    }

    /// Ends after the piece of work that is under way.
    @Override
    public void close() {
        Thread working = thread;
        closing.countDown();
        writeAhead.close();
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
            for (int looks = 1; !closes(EVERY.toMillis()); looks++) {
                look(looks % FILES_EVERY == 0);
            }
        } catch (InterruptedException e) {
            // Nobody interrupts it.
        } catch (LakeException e) {
            // Whoever opened it says so.
        }
    }

    private void look(boolean files) throws InterruptedException {
        for (Storage storage : lake.storages().values()) {
            if (closes(0)) {
                return;
            }
            try {
                pieces(() -> moveDue(storage));
                if (files) {
                    pieces(() -> compact(storage) ? Next.PAUSE : Next.NOTHING);
                    retain(storage);
                    if (!lake.pressure().lasts(clock.millis())) {
                        tell(storage);
                    }
                    notes.succeeded(storage.name());
                }
            } catch (SQLException | RuntimeException e) {
                failed(storage, e);
            }
        }
        if (files) {
            sweep();
        }
    }

    private void sweep() {
        try (DuckDBConnection connection = connect()) {
            garbage.sweep();
            Checkpoints.prune(connection);
        } catch (SQLException | RuntimeException e) {
            LOG.warn("what was taken out of the lake could not be deleted: {}", e.getMessage());
        }
    }

    private void failed(Storage storage, Exception e) {
        String text = e instanceof SQLException sql ? Errors.text(sql) : String.valueOf(e.getMessage());
        if (notes.failed(storage.name(), text)) {
            LOG.warn("the dataset `{}` could not be rolled, compacted or cleared: {}", storage.name(), text);
        }
    }

    /// What follows a piece of work: no other, one after a pause, or one at once.
    private enum Next {
        NOTHING,
        PAUSE,
        HURRY
    }

    /// Waits so long, or until it is to end, and says if it is. Nothing interrupts a piece of work: the file that it
    /// writes would be closed.
    private boolean closes(long millis) throws InterruptedException {
        return closing.await(millis, TimeUnit.MILLISECONDS);
    }

    private interface Piece {
        Next run() throws SQLException;
    }

    private void pieces(Piece piece) throws SQLException, InterruptedException {
        long start = clock.millis();
        for (Next next = piece.run(); next != Next.NOTHING; next = piece.run()) {
            if (closes(pauseMillis(next, clock.millis() - start))) {
                return;
            }
            start = clock.millis();
        }
    }

    private long pauseMillis(Next next, long took) {
        if (lake.pressure().lasts(clock.millis()) && lake.bytes() < MOST_BYTES_OF_A_BURST) {
            return Math.clamp(took * PAUSES_IN_A_BURST, 1, LONGEST_PAUSE_MILLIS);
        }
        return next == Next.HURRY ? 1 : Math.clamp(took, 1, LONGEST_PAUSE_MILLIS);
    }

    private Next moveDue(Storage storage) throws SQLException {
        Instant now = clock.instant();
        try (DuckDBConnection connection = connect()) {
            var due = Due.of(connection, storage, emptied.computeIfAbsent(storage.name(), _ -> now), now);
            connection.rollback();
            if (due == null || move(connection, storage, due) == 0) {
                return Next.NOTHING;
            }
            if (due.work() != Due.Work.ROLL_SETTLED) {
                emptied.put(storage.name(), now);
            }
            return due.behind() || due.work() == Due.Work.ROLL_YOUNG ? Next.HURRY : Next.PAUSE;
        }
    }

    private long move(DuckDBConnection connection, Storage storage, Due due) throws SQLException {
        return switch (due.work()) {
            case ROLL_YOUNG, ROLL_SETTLED ->
                roll(
                                connection,
                                storage,
                                due.from(),
                                due.before(),
                                due.rows(),
                                due.behind() ? Pace.HURRIED : Pace.YIELDING)
                        .rows();
            case SETTLE -> settle(connection, storage, due.before());
        };
    }

    private synchronized long settle(DuckDBConnection connection, Storage storage, Instant before) throws SQLException {
        lake.yielding().begin();
        return new Settling(connection, storage.name(), witness).run(before);
    }

    private Roll.Moved rollAll(Storage storage, Instant before) throws SQLException {
        Roll.Moved all = Roll.Moved.NOTHING;
        try (DuckDBConnection connection = connect()) {
            for (Table from : Table.values()) {
                Roll.Moved moved;
                do {
                    moved = roll(connection, storage, from, before, Roll.MOST_ROWS, Pace.HURRIED);
                    all = all.plus(moved);
                } while (moved.rows() > 0);
            }
        }
        return all;
    }

    private synchronized Roll.Moved roll(
            DuckDBConnection connection, Storage storage, Table from, Instant before, long most, Pace pace)
            throws SQLException {
        lake.yielding().begin();
        Roll.Moved moved = new Roll(connection, storage, clock.instant(), witness, pace).run(from, before, most);
        if (moved.rows() > 0) {
            notes.rolled(storage.name(), moved.rows(), clock.instant());
        }
        return moved;
    }

    private synchronized boolean compact(Storage storage) throws SQLException {
        try (DuckDBConnection connection = connect()) {
            lake.yielding().begin();
            List<String> replaced = new Compaction(connection, storage, clock.instant(), witness).run();
            garbage.add(replaced, lake.readers().earlier());
            return !replaced.isEmpty();
        }
    }

    /// Of the newest file of which it is not told.
    private synchronized boolean tell(Storage storage) throws SQLException {
        try (DuckDBConnection connection = connect()) {
            return Prefixes.tellNext(connection, storage.name());
        }
    }

    private synchronized void retain(Storage storage) throws SQLException {
        try (DuckDBConnection connection = connect()) {
            List<String> gone = new Retention(connection, storage, clock.instant(), witness).run();
            garbage.add(gone, lake.readers().earlier());
        }
    }

    private DuckDBConnection connect() throws SQLException {
        DuckDBConnection connection = lake.connection();
        connection.setAutoCommit(false);
        return connection;
    }

    private List<Storage> chosen(String dataset) {
        lake.await();
        if (dataset.isEmpty()) {
            return new ArrayList<>(lake.storages().values());
        }
        Storage storage = lake.storages().get(dataset);
        if (storage == null) {
            throw new LakeException("There is no dataset `" + dataset + "`; there are: "
                    + String.join(", ", lake.storages().keySet()));
        }
        return List.of(storage);
    }
}
