package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/// Rows of a table that are to be in another place: they are copied there and deleted here in one transaction, whose
/// statements see one state of the table, so what is deleted is what was copied, whatever arrives meanwhile.
///
/// @param where which rows, as SQL
record Chosen(Connection connection, String table, String where) {
    /// Rows that the log took before `cutoff`: whole records, the oldest, as many as hold `most` rows.
    static Chosen of(Connection connection, String table, Instant cutoff, long most) throws SQLException {
        String old = "_indextime < timestamp "
                + Layout.literal(Manifest.local(cutoff).toString());
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select _offset from " + table + " where " + old
                        + " order by _offset limit 1 offset " + most)) {
            return new Chosen(connection, table, row.next() ? old + " and _offset <= " + row.getLong(1) : old);
        }
    }

    long count() throws SQLException {
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select count(*) from " + table + " where " + where)) {
            row.next();
            return row.getLong(1);
        }
    }

    /// @throws SQLException if they are not as many as were copied
    void delete(long copied) throws SQLException {
        try (var statement = connection.createStatement()) {
            long deleted = statement.executeLargeUpdate("delete from " + table + " where " + where);
            if (deleted != copied) {
                throw new SQLException("moving rows of " + table + " copied " + copied + " and would delete " + deleted
                        + "; nothing was changed");
            }
        }
    }
}
