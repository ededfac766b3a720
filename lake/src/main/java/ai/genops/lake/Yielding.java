package ai.genops.lake;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunction;
import org.duckdb.DuckDBWritableVector;

/// Lets searches go first while rows are moved. A query that moves rows at [Pace#YIELDING] asks for every
/// chunk of 2,048 and waits as long as somebody reads the lake, but no longer than half a second and as
/// long as it has worked itself: it ends however many search. It runs on one thread, so that the database's
/// others are left to searches. Safe for concurrent use.
final class Yielding implements DuckDBScalarFunction {
    /// How a query that moves rows goes about it.
    enum Pace {
        /// On all threads, without a look at who else needs them.
        HURRIED(""),
        /// Rows are numbered because the engine does so on one thread.
        YIELDING(" qualify lake_yields(row_number() over ())");

        private final String clause;

        Pace(String clause) {
            this.clause = clause;
        }

        /// All rows of a relation, as SQL.
        String of(String relation) {
            return "(from " + relation + clause + ")";
        }
    }

    private static final String NAME = "lake_yields";
    private static final long LEAST_NANOS = 500_000_000;

    private final Readers readers;
    private final LongSupplier nanoClock;
    private final Runnable pause;
    private final AtomicLong waitedNanos = new AtomicLong();
    private volatile long beganNanos;

    /// @param pause between two looks at who reads
    Yielding(Readers readers, LongSupplier nanoClock, Runnable pause) {
        this.readers = readers;
        this.nanoClock = nanoClock;
        this.pause = pause;
        begin();
    }

    void register(DuckDBConnection connection) throws SQLException {
        try (var builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(NAME)
                    .withParameter(Long.class)
                    .withReturnType(Boolean.class)
                    .withVectorizedFunction(this)
                    .withVolatile()
                    .register(connection);
        }
    }

    /// Begins a piece of work: how long it may wait is counted anew.
    void begin() {
        beganNanos = nanoClock.getAsLong();
        waitedNanos.set(0);
    }

    @Override
    public void apply(DuckDBDataChunkReader rows, DuckDBWritableVector all) {
        makeWay();
        for (long row = 0; row < rows.rowCount(); row++) {
            all.setBoolean(row, true);
        }
    }

    /// Returns when nobody reads the lake, or it has waited enough.
    void makeWay() {
        long from = nanoClock.getAsLong();
        long now = from;
        while (mayWait(now, waitedNanos.get() + now - from) && readers.areOpen()) {
            pause.run();
            now = nanoClock.getAsLong();
        }
        waitedNanos.addAndGet(now - from);
    }

    /// How long the piece of work has waited so far.
    long waitedNanos() {
        return waitedNanos.get();
    }

    private boolean mayWait(long now, long waited) {
        return waited < Math.max(LEAST_NANOS, (now - beganNanos) / 2);
    }
}
