package ai.genops.lake;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBConnection;

/// Writes batches, each in one transaction with the checkpoint behind it: after a crash either all of a batch is
/// there and the log goes on behind it, or nothing is and the log offers it again. That is exactly once.
///
/// A row that the database refuses must not hold up the others: the batch is halved until the row is found, and
/// goes in without it. One thread at a time.
final class BatchWriter implements AutoCloseable {
    private final Lake lake;
    private final String consumer;
    private int opening;
    private DuckDBConnection connection;
    /// The number of the last batch that is written beyond doubt.
    private long last;

    BatchWriter(Lake lake, String consumer) throws SQLException {
        this.lake = lake;
        this.consumer = consumer;
        opening = lake.openings();
        connection = connect();
        last = reached().batch();
    }

    /// How far the lake's rows of this consumer reach.
    Checkpoints.Reached reached() throws SQLException {
        try {
            return Checkpoints.of(connection, consumer);
        } finally {
            connection.rollback();
        }
    }

    /// Makes the datasets' tables and writes down what is configured for them.
    void define(List<DatasetConfig> datasets) throws SQLException {
        try (var statement = connection.createStatement();
                var upsert = connection.prepareStatement("insert or replace into meta.datasets values (?, ?, ?, ?)")) {
            for (DatasetConfig dataset : datasets) {
                statement.execute(Layout.tableDdl(dataset.name()));
                upsert.setString(1, dataset.name());
                upsert.setString(2, dataset.description());
                upsert.setString(3, dataset.retention());
                upsert.setString(4, String.join(", ", dataset.partitionBy()));
                upsert.execute();
            }
            connection.commit();
        }
    }

    /// Reads back what a dataset needs to know of its rows: how many, which names, the last spans.
    void restore(Dataset dataset, int spanWindow) throws SQLException {
        try {
            new Restoring(connection, dataset).run(spanWindow);
        } finally {
            connection.rollback();
        }
    }

    /// Reads back of the records from `first` up to `next`, which are offered again, whose events are rows already.
    void restoreHeld(Dataset dataset, int spanWindow, long first, long next) throws SQLException {
        try {
            new Restoring(connection, dataset).held(spanWindow, first, next);
        } finally {
            connection.rollback();
        }
    }

    /// Writes the batch and its checkpoint into a file that is there before and afterwards.
    void write(Batch batch) throws SQLException {
        lake.file().require();
        insertWhatIsTaken(batch);
        lake.file().require();
    }

    /// Goes on to the next batch: the last is written.
    void next() {
        last++;
    }

    private void insertWhatIsTaken(Batch batch) throws SQLException {
        try {
            insert(batch);
        } catch (SQLException e) {
            rollback();
            if (!Errors.ofValues(e) || !isolateRefused(batch)) {
                throw e;
            }
            insert(batch);
        }
    }

    /// Says that another batch waits already.
    void press(long nowMillis) {
        lake.pressure().felt(nowMillis);
    }

    /// Whether an attempt that reported an error has come through all the same: the error may have been in telling.
    boolean isWritten() throws SQLException {
        lake.file().require();
        return reached().batch() > last;
    }

    /// Makes ready for another attempt: with a new connection, to a database opened again if need be.
    void recover(SQLException after) throws SQLException {
        rollback();
        if (Errors.invalidated(after) || connection.isClosed()) {
            closeQuietly();
            lake.reopen(opening);
            opening = lake.openings();
            connection = connect();
        }
    }

    @Override
    public void close() {
        closeQuietly();
    }

    private void insert(Batch batch) throws SQLException {
        for (Map.Entry<Dataset, Rows> entry : batch.rows.entrySet()) {
            Rows rows = entry.getValue();
            if (rows.size() > rows.refused()) {
                lake.rows().insert(connection, entry.getKey().name(), rows, 0, rows.size());
            }
        }
        for (Map.Entry<Dataset, List<String>> entry : batch.names.entrySet()) {
            list(entry.getKey().name(), entry.getValue());
        }
        Checkpoints.add(connection, consumer, new Checkpoints.Reached(batch.next, last + 1));
        connection.commit();
    }

    private void list(String dataset, List<String> names) throws SQLException {
        try (var statement =
                connection.prepareStatement("insert or ignore into meta.fields select ?, unnest(?::varchar[])")) {
            statement.setString(1, dataset);
            statement.setArray(2, connection.createArrayOf("VARCHAR", names.toArray()));
            statement.execute();
        }
    }

    /// Marks the rows that the database refuses; false if it refuses none of them alone.
    private boolean isolateRefused(Batch batch) throws SQLException {
        boolean found = false;
        for (Map.Entry<Dataset, Rows> entry : batch.rows.entrySet()) {
            Rows rows = entry.getValue();
            int before = rows.refused();
            isolate(entry.getKey().name(), rows, 0, rows.size());
            found |= rows.refused() > before;
        }
        return found;
    }

    private void isolate(String dataset, Rows rows, int from, int to) throws SQLException {
        if (from == to || takes(dataset, rows, from, to)) {
            return;
        }
        if (to - from == 1) {
            rows.refuse(from);
            return;
        }
        int middle = (from + to) >>> 1;
        isolate(dataset, rows, from, middle);
        isolate(dataset, rows, middle, to);
    }

    private boolean takes(String dataset, Rows rows, int from, int to) throws SQLException {
        try {
            lake.rows().insert(connection, dataset, rows, from, to);
            return true;
        } catch (SQLException e) {
            if (!Errors.ofValues(e)) {
                throw e;
            }
            return false;
        } finally {
            rollback();
        }
    }

    private DuckDBConnection connect() throws SQLException {
        DuckDBConnection fresh = lake.connection();
        fresh.setAutoCommit(false);
        return fresh;
    }

    private void rollback() {
        try {
            connection.rollback();
        } catch (SQLException e) {
            // The transaction is gone already; that is what was wanted.
        }
    }

    private void closeQuietly() {
        try {
            connection.close();
        } catch (SQLException e) {
            // Nothing is left to release.
        }
    }
}
