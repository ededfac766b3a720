package ai.genops.postgres;

import ai.genops.governance.budget.Approval;
import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.BudgetStore;
import ai.genops.governance.budget.BudgetStoreException;
import ai.genops.governance.budget.BudgetText;
import ai.genops.governance.budget.Entry;
import ai.genops.governance.budget.KnowsBudgets;
import ai.genops.governance.budget.Nanos;
import ai.genops.governance.budget.Outcome;
import ai.genops.governance.budget.Request;
import ai.genops.governance.budget.Settlement;
import ai.genops.governance.budget.Settlement.State;
import ai.genops.governance.budget.StoredHold;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The books in PostgreSQL 12 or newer, by its clock, for any number of processes. Every method is one transaction (READ
 * COMMITTED) on a connection of its own; give it a pool. Tables are made and changed by {@link #migrate}, which needs the
 * right to; afterwards select, insert and update on the tables {@code genops_budget_*} are enough.
 */
public final class PostgresBudgetStore implements BudgetStore, KnowsBudgets {
    private static final int EXPIRE_AT_ONCE = 100;
    private static final int MOST_KNOWN = 1000;

    private final DataSource connections;
    private final String clock;
    /** Whether the tables are taken as they are. */
    private final AtomicBoolean isReady = new AtomicBoolean(true);

    public PostgresBudgetStore(DataSource connections) {
        this(connections, "clock_timestamp()");
    }

    /** As {@link #migrate}, done when it can first be reached: for whoever may start before the database. */
    public static PostgresBudgetStore migrating(DataSource connections) {
        PostgresBudgetStore store = new PostgresBudgetStore(connections);
        store.isReady.set(false);
        return store;
    }

    /**
     * With another clock, for tests.
     *
     * @param clock an expression of SQL
     */
    PostgresBudgetStore(DataSource connections, String clock) {
        this.connections = connections;
        this.clock = clock;
    }

    /** Makes the tables in the connection's schema, or brings them up to this program's step. */
    public PostgresBudgetStore migrate() {
        transact(sql -> {
            Schema.migrate(sql);
            return true;
        });
        isReady.set(true);
        return this;
    }

    private interface Work<T extends @Nullable Object> {
        T on(Sql sql) throws SQLException;
    }

    private interface BooksWork<T extends @Nullable Object> {
        T on(Books books) throws SQLException;
    }

    @Override
    public Outcome reserve(Request request) {
        Outcome outcome = reserveNow(request);
        // What it was refused for may be held by leases that are over.
        return outcome instanceof Outcome.Refused && expire() > 0 ? reserveNow(request) : outcome;
    }

    private Outcome reserveNow(Request request) {
        try {
            return booked(books -> reserve(books, request));
        } catch (RefusedException e) {
            return e.refused;
        }
    }

    /** Undoes the transaction. */
    private static final class RefusedException extends RuntimeException {
        private final transient Outcome refused;

        RefusedException(Outcome refused) {
            super(null, null, false, false);
            this.refused = refused;
        }
    }

    private Outcome reserve(Books books, Request request) throws SQLException {
        if (!books.open(request)) {
            return again(books, request);
        }
        List<Budget> exceeded = new ArrayList<>(0);
        for (Budget budget : request.budgets()) {
            long cap = books.cap(budget.name(), budget.capNanos());
            Long left = books.take(budget, request, cap);
            if (left == null) {
                throw new RefusedException(
                        Outcome.Refused.of(budget, cap - books.taken(budget.name(), budget.window()), books.now()));
            }
            if (left < request.nanos()) {
                exceeded.add(budget);
            }
            books.line(request, budget);
            books.know(budget);
        }
        return new Outcome.Held(new StoredHold(this, request), exceeded);
    }

    private Outcome again(Books books, Request request) throws SQLException {
        Reserved known = Objects.requireNonNull(Reserved.lock(books, request.key()));
        List<String> names =
                books.lines(request.key()).stream().map(Books.Line::budget).toList();
        List<String> wanted =
                request.budgets().list().stream().map(Budget::name).toList();
        if (known.amount() != request.nanos() || !names.equals(wanted)) {
            return new Outcome.Conflict(request.key(), "it was used for another amount or other budgets");
        }
        return known.state() == State.RESERVED
                ? new Outcome.Held(new StoredHold(this, request), List.of())
                : new Outcome.Conflict(request.key(), "its reservation is " + known.state());
    }

    @Override
    public @Nullable Settlement commit(String key, BigDecimal actual) {
        long nanos = Nanos.of(actual);
        return settled(key, (books, one) -> one.commit(books, nanos));
    }

    @Override
    public @Nullable Settlement release(String key) {
        return settled(key, (books, one) -> one.release(books));
    }

    @Override
    public @Nullable Settlement correct(String key, BigDecimal actual) {
        long nanos = Nanos.of(actual);
        return settled(key, (books, one) -> one.correct(books, nanos));
    }

    private interface Settling {
        Settlement on(Books books, Reserved one) throws SQLException;
    }

    private @Nullable Settlement settled(String key, Settling settling) {
        return this.<@Nullable Settlement>booked(books -> {
            Reserved one = Reserved.lock(books, key);
            return one == null ? null : settling.on(books, one);
        });
    }

    @Override
    public boolean extend(String key, Duration lease) {
        return booked(books -> {
            Reserved one = Reserved.lock(books, key);
            return one != null
                    && one.state() == State.RESERVED
                    && books.sql()
                                    .update(
                                            "update genops_budget_reservation set expires = ? where key = ?",
                                            books.now().plus(lease),
                                            key)
                            == 1;
        });
    }

    /** Each in a transaction of its own, so that it never holds two. */
    @Override
    public int expire() {
        int expired = 0;
        List<String> keys = over();
        while (!keys.isEmpty()) {
            for (String key : keys) {
                booked(books -> Reserved.lock(books, key) != null);
            }
            expired += keys.size();
            keys = keys.size() < EXPIRE_AT_ONCE ? List.of() : over();
        }
        return expired;
    }

    private List<String> over() {
        return booked(books -> books.sql()
                .list(
                        "select key from genops_budget_reservation where state = 'RESERVED' and expires <= ?"
                                + " order by expires limit " + EXPIRE_AT_ONCE,
                        row -> row.getString(1),
                        books.now()));
    }

    @Override
    public Balance balance(Budget budget) {
        expire();
        return booked(books -> Objects.requireNonNull(balance(books, budget)));
    }

    private static @Nullable Balance balance(Books books, Budget budget) throws SQLException {
        long cap = books.cap(budget.name(), budget.capNanos());
        return books.sql()
                .first(
                        "select coalesce(sum(committed), 0) as committed, coalesce(sum(reserved), 0) as reserved"
                                + " from genops_budget_cell where budget = ? and cell >= ?",
                        row -> new Balance(
                                budget.window().cell(books.now()),
                                cap,
                                row.getLong("committed"),
                                row.getLong("reserved")),
                        budget.name(),
                        budget.window().oldest(books.now()));
    }

    @Override
    public void approve(Approval approval) {
        transaction(sql -> sql.update(
                "insert into genops_budget_approval (id, budget, extra, until, approver, reason)"
                        + " values (?, ?, ?, ?, ?, ?) on conflict do nothing",
                approval.id(),
                approval.budget(),
                Nanos.of(approval.extra()),
                approval.until(),
                approval.approver(),
                approval.reason()));
    }

    /** All of it: a ledger of years is better read with SQL. */
    @Override
    public List<Entry> ledger(String budget) {
        return transaction(sql -> sql.list(
                "select * from genops_budget_ledger where budget = ? order by sequence",
                row -> new Entry(
                        row.getLong("sequence"),
                        Sql.instant(row, "at"),
                        budget,
                        Sql.instant(row, "cell"),
                        row.getString("key"),
                        Entry.Kind.valueOf(row.getString("kind")),
                        row.getLong("reserved"),
                        row.getLong("committed")),
                budget));
    }

    @Override
    public List<Budget> budgets() {
        return transaction(sql -> sql.list(
                "select definition from genops_budget_known order by seen desc, budget limit " + MOST_KNOWN,
                row -> BudgetText.read(row.getString(1))));
    }

    private <T extends @Nullable Object> T booked(BooksWork<T> work) {
        return transaction(sql -> {
            Instant now = Objects.requireNonNull(sql.first(
                    "select date_trunc('milliseconds', " + clock + ") as now", row -> Sql.instant(row, "now")));
            return work.on(new Books(sql, now));
        });
    }

    private <T extends @Nullable Object> T transaction(Work<T> work) {
        if (!isReady.get()) {
            migrate();
        }
        return transact(work);
    }

    private <T extends @Nullable Object> T transact(Work<T> work) {
        try (Connection connection = connections.getConnection()) {
            connection.setAutoCommit(false);
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
            boolean done = false;
            try {
                T result = work.on(new Sql(connection));
                connection.commit();
                done = true;
                return result;
            } finally {
                if (!done) {
                    connection.rollback();
                }
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new BudgetStoreException("the budgets' PostgreSQL: " + e.getMessage(), e);
        }
    }
}
