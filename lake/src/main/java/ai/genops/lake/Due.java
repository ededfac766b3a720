package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to be rolled of a dataset: rows that the log took before a time, at most so many, the oldest first.
///
/// @param rows at most
record Due(Instant before, long rows) {
    /// Null if nothing is due. Rows are due when they are old enough, or, down to half of the size, when the table is
    /// too large. How large it is, is its share of rows in what the database uses: an estimate.
    static @Nullable Due of(Connection connection, Storage storage, Instant now) throws SQLException {
        long rows = number(connection, "select count(*) from " + Layout.quote(storage.name()));
        if (rows == 0) {
            return null;
        }
        Instant old = now.minus(storage.rolling().after());
        long all = number(
                connection,
                "select coalesce(sum(estimated_size), 0)::bigint from duckdb_tables()"
                        + " where schema_name = 'main' and not temporary");
        long used = number(connection, "select (used_blocks * block_size)::bigint from pragma_database_size()");
        long bytes = (long) (used * (double) rows / Math.max(all, rows));
        if (bytes > storage.rolling().bytes()) {
            long surplus = (long) (rows * (1 - storage.rolling().bytes() / 2.0 / bytes));
            return new Due(now.plusMillis(1), Math.clamp(surplus, 1, Roll.MOST_ROWS));
        }
        long due = number(
                connection,
                "select count(*) from " + Layout.quote(storage.name()) + " where _indextime < timestamp "
                        + Layout.literal(Manifest.local(old).toString()));
        return due == 0 ? null : new Due(old, Roll.MOST_ROWS);
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
