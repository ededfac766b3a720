package ai.genops.lake;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
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
    /// More rows than a log can hold records of.
    private static final int MOST_HELD = 100_000_000;

    private final Lake lake;
    private final String consumer;
    private int opening;
    private DuckDBConnection connection;

    BatchWriter(Lake lake, String consumer) throws SQLException {
        this.lake = lake;
        this.consumer = consumer;
        opening = lake.openings();
        connection = connect();
    }

    /// The first record that the lake does not hold, or `otherwise` if it holds none of this consumer.
    long checkpoint(long otherwise) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select next_offset from meta.checkpoints where consumer = ?")) {
            query.setString(1, consumer);
            try (ResultSet result = query.executeQuery()) {
                return result.next() ? result.getLong(1) : otherwise;
            }
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

    /// Reads back what a dataset needs to know of its table: how many rows, which names, the last spans.
    void restore(Dataset dataset, int spanWindow) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (ResultSet count = statement.executeQuery("select count(*) from " + Layout.quote(dataset.name()))) {
                count.next();
                dataset.rows.set(count.getLong(1));
            }
            try (var query = connection.prepareStatement("select name from meta.fields where dataset = ?")) {
                query.setString(1, dataset.name());
                try (ResultSet names = query.executeQuery()) {
                    while (names.next()) {
                        dataset.names().restore(names.getString(1));
                    }
                }
            }
            try (ResultSet spans = statement.executeQuery(lastSpans(dataset.name(), spanWindow))) {
                while (spans.next()) {
                    String trace = spans.getString(1);
                    dataset.seen()
                            .add(
                                    Hex.parse(trace, 0),
                                    Hex.parse(trace, 16),
                                    Hex.parse(spans.getString(2), 0),
                                    Target.pipelineHash(spans.getString(3)));
                }
            }
        } finally {
            connection.rollback();
        }
    }

    /// Reads back, for a replay of the records from `first` up to `next`, which of their events are rows already. The
    /// spans to be known are as many more as there are rows from `first` on: those that were known when the records
    /// were read for the first time are then among them.
    void restoreHeld(Dataset dataset, int spanWindow, long first, long next) throws SQLException {
        String rows = " from " + Layout.quote(dataset.name()) + " where _offset >= " + first;
        try (var statement = connection.createStatement()) {
            try (ResultSet count = statement.executeQuery("select count(*)" + rows)) {
                count.next();
                int held = (int) Math.min(count.getLong(1), MOST_HELD);
                dataset.prepare(spanWindow == 0 ? 0 : spanWindow + held, Math.max(1, held));
            }
            try (ResultSet held = statement.executeQuery("select _offset, _ordinal, coalesce(pipeline, '')" + rows
                    + " and _offset < " + next + " limit " + MOST_HELD)) {
                while (held.next()) {
                    dataset.hold(held.getLong(1), held.getInt(2), held.getString(3));
                }
            }
        } finally {
            connection.rollback();
        }
    }

    /// The newest spans, the oldest of them first.
    private static String lastSpans(String dataset, int window) {
        return """
                select trace_id, span_id, coalesce(pipeline, '') from (
                    select rowid as place, trace_id, span_id, pipeline from %s
                    where kind = 'span' and trace_id is not null and span_id is not null
                    order by rowid desc limit %d)
                order by place""".formatted(Layout.quote(dataset), window);
    }

    /// Writes the batch and its checkpoint into a file that is there before and afterwards.
    void write(Batch batch) throws SQLException {
        lake.requireFile();
        insertWhatIsTaken(batch);
        lake.requireFile();
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

    /// Whether an attempt that reported an error has come through all the same: the error may have been in telling.
    boolean isWritten(Batch batch) throws SQLException {
        lake.requireFile();
        return checkpoint(-1) >= batch.next;
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
        try (var statement = connection.prepareStatement("insert or replace into meta.checkpoints values (?, ?)")) {
            statement.setString(1, consumer);
            statement.setLong(2, batch.next);
            statement.execute();
        }
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
        DuckDBConnection fresh = lake.reader();
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
