package ai.genops.postgres;

import ai.genops.governance.budget.Alert;
import ai.genops.governance.budget.Entry.Kind;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.Settlement.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation as its row says, locked. */
record Reserved(
        String key, long amount, State state, long charged, boolean late, boolean chargedIfAbandoned, Instant expires) {
    /** Null if there is none. One whose lease is over has expired by being read. */
    static @Nullable Reserved lock(Books books, String key) throws SQLException {
        Reserved row = books.sql()
                .first("select * from genops_budget_reservation where key = ? for update", Reserved::read, key);
        boolean isOver = row != null && row.state == State.RESERVED && !row.expires.isAfter(books.now());
        return row != null && isOver ? row.expire(books) : row;
    }

    private static Reserved read(ResultSet row) throws SQLException {
        return new Reserved(
                row.getString("key"),
                row.getLong("amount"),
                State.valueOf(row.getString("state")),
                row.getLong("charged"),
                row.getBoolean("late"),
                row.getBoolean("charged_if_abandoned"),
                Sql.instant(row, "expires"));
    }

    private Reserved expire(Books books) throws SQLException {
        Reserved expired = become(books, State.EXPIRED, chargedIfAbandoned ? amount : 0, false);
        books.change(key, books.lines(key), Kind.EXPIRE, -amount, expired.charged);
        return expired;
    }

    Settlement commit(Books books, long actual) throws SQLException {
        if (state == State.COMMITTED) {
            return settlement(true, List.of());
        }
        boolean isLate = state != State.RESERVED;
        List<Books.Line> lines = books.lines(key);
        Reserved committed = become(books, State.COMMITTED, actual, isLate);
        books.change(key, lines, isLate ? Kind.LATE_COMMIT : Kind.COMMIT, isLate ? 0 : -amount, actual - charged);
        return committed.settlement(false, books.alerts(lines));
    }

    Settlement release(Books books) throws SQLException {
        if (state != State.RESERVED) {
            return settlement(true, List.of());
        }
        Reserved released = become(books, State.RELEASED, 0, false);
        books.change(key, books.lines(key), Kind.RELEASE, -amount, 0);
        return released.settlement(false, List.of());
    }

    Settlement correct(Books books, long actual) throws SQLException {
        if (state != State.COMMITTED || charged == actual) {
            return settlement(true, List.of());
        }
        List<Books.Line> lines = books.lines(key);
        Reserved corrected = become(books, state, actual, late);
        books.change(key, lines, Kind.CORRECT, 0, actual - charged);
        return corrected.settlement(false, books.alerts(lines));
    }

    private Reserved become(Books books, State next, long nextCharged, boolean nextLate) throws SQLException {
        books.sql()
                .update(
                        "update genops_budget_reservation set state = ?, charged = ?, late = ? where key = ?",
                        next.name(),
                        nextCharged,
                        nextLate,
                        key);
        return new Reserved(key, amount, next, nextCharged, nextLate, chargedIfAbandoned, expires);
    }

    private Settlement settlement(boolean repeated, List<Alert> alerts) {
        return new Settlement(state, amount, charged, late, repeated, alerts);
    }
}
