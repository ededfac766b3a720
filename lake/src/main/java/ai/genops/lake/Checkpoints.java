package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/// How far each consumer's records are in the lake: the table `meta.checkpoints`, to which each batch adds a row with
/// its number; the last counts. A transaction that does nothing but add rows to tables without an index can commit
/// while the database writes a checkpoint of its own; one that replaces a row would wait for it.
final class Checkpoints {
    /// Rows that were overtaken are deleted when there are so many.
    private static final int MANY = 1_000;

    static final String DDL = "create table if not exists meta.checkpoints"
            + " (consumer varchar not null, next_offset bigint not null, batch bigint not null)";

    private Checkpoints() {}

    /// Makes the table what it is now, of one with a row for each consumer and no number of its batch.
    static void migrate(Connection connection) throws SQLException {
        if (number(
                        connection,
                        "select count(*) from duckdb_columns() where database_name = current_database()"
                                + " and schema_name = 'meta' and table_name = 'checkpoints' and column_name = 'batch'")
                == 0) {
            try (var statement = connection.createStatement()) {
                statement.execute("create or replace temp table lake_checkpoints as from meta.checkpoints");
                statement.execute(
                        "begin; drop table meta.checkpoints; " + DDL
                                + "; insert into meta.checkpoints select consumer, next_offset, 0 from lake_checkpoints; commit");
            }
        }
    }

    /// @param next the first record of which the lake may lack a row
    /// @param batch the number of the last batch
    record Reached(long next, long batch) {
        static final Reached NOTHING = new Reached(-1, 0);
    }

    /// [Reached#NOTHING] if the lake holds nothing of this consumer.
    static Reached of(Connection connection, String consumer) throws SQLException {
        try (var query = connection.prepareStatement(
                "select next_offset, batch from meta.checkpoints where consumer = ? order by batch desc limit 1")) {
            query.setString(1, consumer);
            try (ResultSet row = query.executeQuery()) {
                return row.next() ? new Reached(row.getLong(1), row.getLong(2)) : Reached.NOTHING;
            }
        }
    }

    /// Says in the connection's transaction how far the consumer has come with it.
    static void add(Connection connection, String consumer, Reached reached) throws SQLException {
        try (var insert = connection.prepareStatement("insert into meta.checkpoints values (?, ?, ?)")) {
            insert.setString(1, consumer);
            insert.setLong(2, reached.next());
            insert.setLong(3, reached.batch());
            insert.execute();
        }
    }

    /// Deletes what was overtaken, if it is worth it; in a transaction of its own.
    static void prune(Connection connection) throws SQLException {
        if (number(connection, "select count(*) from meta.checkpoints") > MANY) {
            try (var statement = connection.createStatement()) {
                statement.execute("delete from meta.checkpoints as old where batch < (select max(batch)"
                        + " from meta.checkpoints as newer where newer.consumer = old.consumer)");
            }
        }
        connection.commit();
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
