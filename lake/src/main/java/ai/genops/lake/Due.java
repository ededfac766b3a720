package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to be rolled of a dataset: rows that the log took before a time, at most so many, the oldest first.
///
/// @param rows at most
/// @param behind whether the table is twice as large as it may be: rolling does not keep up with what comes in
record Due(Instant before, long rows, boolean behind) {
    /// Null if nothing is due. Rows are due when the oldest of them are old enough, then all of half that age, so
    /// that files are not made of a few rows each; or, down to half of the size, when the table is too large. How
    /// large it is, is its share of rows in what the database uses: an estimate.
    static @Nullable Due of(Connection connection, Storage storage, Instant now) throws SQLException {
        String table = Layout.quote(storage.name());
        long rows = number(connection, "select count(*) from " + table);
        if (rows == 0) {
            return null;
        }
        long all = number(
                connection,
                "select coalesce(sum(estimated_size), 0)::bigint from duckdb_tables()"
                        + " where schema_name = 'main' and database_name = current_database() and not temporary");
        long used = number(
                connection,
                "select (used_blocks * block_size)::bigint from pragma_database_size()"
                        + " where database_name = current_database()");
        long bytes = (long) (used * (double) rows / Math.max(all, rows));
        long most = storage.rolling().bytes();
        if (bytes > most) {
            long surplus = (long) (rows * (1 - most / 2.0 / bytes));
            return new Due(now.plusMillis(1), Math.clamp(surplus, 1, Roll.MOST_ROWS), bytes / 2 > most);
        }
        Duration after = storage.rolling().after();
        boolean due = number(connection, "select count(*) from " + table + " where " + before(now.minus(after))) > 0;
        return due ? new Due(now.minus(after.dividedBy(2)), Roll.MOST_ROWS, false) : null;
    }

    private static String before(Instant time) {
        return "_indextime < timestamp " + Layout.literal(Manifest.local(time).toString());
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
