package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is to be done next with rows of a dataset that are not in files: those that the log took before a time, at most
/// so many, the oldest first.
///
/// @param rows at most
/// @param behind whether the table is twice as large as it may be: the work does not keep up with what comes in
record Due(Work work, Instant before, long rows, boolean behind) {
    /// A young table of so many rows is rolled; it is searched as a row group of a data file is.
    private static final int FULL = Roll.MOST_ROWS;
    /// A young table that is not full after this is settled: its rows are so few that they may stay for a day.
    private static final Duration SETTLE = Duration.ofMinutes(1);

    enum Work {
        /// Out of the young table into files.
        ROLL_YOUNG,
        /// Out of the young table into that of VARIANTs.
        SETTLE,
        /// Out of the table of VARIANTs into files.
        ROLL_SETTLED
    }

    /// The table that it is about.
    Table from() {
        return work == Work.ROLL_SETTLED ? Table.SETTLED : Table.YOUNG;
    }

    /// Null if nothing is due.
    ///
    /// @param emptied when the young table was empty last, as far as is known
    static @Nullable Due of(Connection connection, Storage storage, Instant emptied, Instant now) throws SQLException {
        Due young = young(connection, storage.name(), emptied, now);
        return young != null ? young : settled(connection, storage, now);
    }

    private static @Nullable Due young(Connection connection, String dataset, Instant emptied, Instant now)
            throws SQLException {
        long rows = number(connection, "select count(*) from " + Layout.young(dataset));
        if (rows >= FULL) {
            return new Due(Work.ROLL_YOUNG, now.plusMillis(1), Roll.MOST_ROWS, rows / 2 >= FULL);
        }
        return rows > 0 && !now.isBefore(emptied.plus(SETTLE))
                ? new Due(Work.SETTLE, now.plusMillis(1), rows, false)
                : null;
    }

    /// Rows are due when the oldest of them are old enough, then all of half that age, so that files are not made of
    /// a few rows each; or, down to half of the size, when the table is too large. How large it is, is its share of
    /// rows in what the database uses: an estimate.
    private static @Nullable Due settled(Connection connection, Storage storage, Instant now) throws SQLException {
        String table = Layout.quote(storage.name());
        long rows = number(connection, "select count(*) from " + table);
        if (rows == 0) {
            return null;
        }
        long all = number(
                connection,
                "select coalesce(sum(estimated_size), 0)::bigint from duckdb_tables()"
                        + " where schema_name in ('main', 'young') and database_name = current_database()"
                        + " and not temporary");
        long used = number(
                connection,
                "select (used_blocks * block_size)::bigint from pragma_database_size()"
                        + " where database_name = current_database()");
        long bytes = (long) (used * (double) rows / Math.max(all, rows));
        long most = storage.rolling().bytes();
        if (bytes > most) {
            long surplus = (long) (rows * (1 - most / 2.0 / bytes));
            return new Due(
                    Work.ROLL_SETTLED, now.plusMillis(1), Math.clamp(surplus, 1, Roll.MOST_ROWS), bytes / 2 > most);
        }
        Duration after = storage.rolling().after();
        boolean due = number(connection, "select count(*) from " + table + " where " + before(now.minus(after))) > 0;
        return due ? new Due(Work.ROLL_SETTLED, now.minus(after.dividedBy(2)), Roll.MOST_ROWS, false) : null;
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
