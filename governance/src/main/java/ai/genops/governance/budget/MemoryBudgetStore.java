package ai.genops.governance.budget;

import ai.genops.governance.budget.Entry.Kind;
import ai.genops.governance.budget.Request.Abandoned;
import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The books of one process, lost with it. One lock makes everything atomic: it is held for less than a microsecond, and
 * where that is too much {@link Leases} take slices. Kept are reservations that are not settled, and the newest settled
 * ones, so that a repeated key is known.
 */
public final class MemoryBudgetStore implements BudgetStore {
    private static final int REMEMBERED = 100_000;
    private static final int MOST_ACCOUNTS = 1_000_000;

    private final InstantSource clock;
    private final int remembered;
    private final MemoryLedger ledger;
    private final Accounts accounts;
    private final Map<String, Reservation> reservations = new HashMap<>();
    private final Expiries open = new Expiries();
    private final Deque<Reservation> settled = new ArrayDeque<>();

    /** Keeps the newest 100,000 lines of the ledger, older ones as sums. */
    public MemoryBudgetStore(InstantSource clock) {
        this(clock, REMEMBERED, MOST_ACCOUNTS, null);
    }

    /**
     * Shows the ledger to somebody who keeps it.
     *
     * @param journal gets every line of the ledger in order, under the store's lock: it must be quick and not fail
     */
    public MemoryBudgetStore(InstantSource clock, Consumer<Entry> journal) {
        this(clock, REMEMBERED, MOST_ACCOUNTS, journal);
    }

    /**
     * Remembers less: what lives long is copied by collection after collection, which costs more than the books themselves.
     * Enough where no key is used twice.
     *
     * @param remembered at least 1: how many settled reservations are known by their keys, and lines kept apart
     */
    public MemoryBudgetStore(InstantSource clock, int remembered) {
        this(clock, remembered, MOST_ACCOUNTS, null);
    }

    MemoryBudgetStore(InstantSource clock, int remembered, int mostAccounts, @Nullable Consumer<Entry> journal) {
        if (remembered < 1) {
            throw new IllegalArgumentException("`remembered` must be at least 1, is " + remembered);
        }
        this.clock = clock;
        this.remembered = remembered;
        this.accounts = new Accounts(mostAccounts);
        this.ledger = new MemoryLedger(remembered, journal);
    }

    @Override
    public synchronized Outcome reserve(Request request) {
        long now = now();
        Reservation known = reservations.get(request.key());
        if (known != null) {
            return again(known, request);
        }
        List<Budget> budgets = request.budgets().list();
        Account.Cell[] cells = Account.Cell.NONE;
        List<Budget> exceeded = List.of();
        for (int i = 0; i < budgets.size(); i++) {
            Budget budget = budgets.get(i);
            Account account = accounts.of(budget.name(), now);
            account.turn(budget.window(), now);
            long left = account.cap(budget, now) - account.taken();
            if (request.nanos() > left) {
                if (request.enforced() && budget.refuses()) {
                    return Outcome.Refused.of(budget, left, Instant.ofEpochMilli(now));
                }
                exceeded = exceeded.isEmpty() ? new ArrayList<>() : exceeded;
                exceeded.add(budget);
            }
            cells = account.cell().after(cells);
        }
        Reservation made = new Reservation(
                this, request, cells, exceeded, now + request.lease().toMillis());
        reservations.put(request.key(), made);
        open.add(made);
        change(made, Kind.RESERVE, request.nanos(), 0, now);
        return made;
    }

    private static Outcome again(Reservation known, Request request) {
        if (known.request.nanos() != request.nanos() || !known.request.budgets().equals(request.budgets())) {
            return new Outcome.Conflict(request.key(), "it was used for another amount or other budgets");
        }
        return known.state == State.RESERVED
                ? new Outcome.Held(known, List.of())
                : new Outcome.Conflict(request.key(), "its reservation is " + known.state);
    }

    private void change(Reservation one, Kind kind, long reservedBy, long committedBy, long now) {
        for (Account.Cell cell : one.cells) {
            cell.reserved = Math.addExact(cell.reserved, reservedBy);
            cell.committed = Math.addExact(cell.committed, committedBy);
            ledger.append(now, cell, one.request.key(), kind, reservedBy, committedBy);
        }
    }

    @Override
    public synchronized @Nullable Settlement commit(String key, BigDecimal actual) {
        long nanos = Nanos.of(actual);
        Reservation one = reservations.get(key);
        return one == null ? null : commit(one, nanos);
    }

    synchronized Settlement commit(Reservation one, long nanos) {
        long now = now();
        if (one.state == State.COMMITTED) {
            return one.settlement(true, List.of());
        }
        if (one.state == State.RESERVED) {
            close(one, State.COMMITTED, nanos);
            change(one, Kind.COMMIT, -one.request.nanos(), nanos, now);
        } else {
            change(one, Kind.LATE_COMMIT, 0, nanos - one.charged, now);
            one.state = State.COMMITTED;
            one.charged = nanos;
            one.late = true;
        }
        return one.settlement(false, alerts(one, now));
    }

    @Override
    public synchronized @Nullable Settlement release(String key) {
        Reservation one = reservations.get(key);
        return one == null ? null : release(one);
    }

    synchronized Settlement release(Reservation one) {
        long now = now();
        boolean held = one.state == State.RESERVED;
        if (held) {
            close(one, State.RELEASED, 0);
            change(one, Kind.RELEASE, -one.request.nanos(), 0, now);
        }
        return one.settlement(!held, List.of());
    }

    @Override
    public synchronized @Nullable Settlement correct(String key, BigDecimal actual) {
        long nanos = Nanos.of(actual);
        long now = now();
        Reservation one = reservations.get(key);
        if (one == null || one.state != State.COMMITTED || one.charged == nanos) {
            return one == null ? null : one.settlement(true, List.of());
        }
        change(one, Kind.CORRECT, 0, nanos - one.charged, now);
        one.charged = nanos;
        return one.settlement(false, alerts(one, now));
    }

    private void close(Reservation one, State state, long charged) {
        open.remove(one);
        one.state = state;
        one.charged = charged;
        settled.addLast(one);
        if (settled.size() > remembered) {
            reservations.remove(settled.removeFirst().request.key());
        }
    }

    private static List<Alert> alerts(Reservation one, long now) {
        List<Alert> alerts = List.of();
        List<Budget> budgets = one.request.budgets().list();
        for (int i = 0; i < one.cells.length; i++) {
            List<Alert> more = one.cells[i].account.alerts(budgets.get(i), now);
            if (!more.isEmpty()) {
                alerts = alerts.isEmpty() ? new ArrayList<>() : alerts;
                alerts.addAll(more);
            }
        }
        return alerts;
    }

    @Override
    public synchronized boolean extend(String key, Duration lease) {
        Reservation one = reservations.get(key);
        return one != null && extend(one, lease);
    }

    synchronized boolean extend(Reservation one, Duration lease) {
        long now = now();
        boolean held = one.state == State.RESERVED;
        if (held) {
            open.remove(one);
            one.expires = now + lease.toMillis();
            open.add(one);
        }
        return held;
    }

    @Override
    public synchronized int expire() {
        return expire(clock.millis());
    }

    private int expire(long now) {
        int expired = 0;
        while (!open.isEmpty() && open.first().expires <= now) {
            Reservation one = open.first();
            boolean charged = one.request.abandoned() == Abandoned.IS_CHARGED;
            close(one, State.EXPIRED, charged ? one.request.nanos() : 0);
            change(one, Kind.EXPIRE, -one.request.nanos(), one.charged, now);
            expired++;
        }
        return expired;
    }

    @Override
    public synchronized Balance balance(Budget budget) {
        long now = now();
        Account account = accounts.of(budget.name(), now);
        account.turn(budget.window(), now);
        return account.balance(account.cap(budget, now));
    }

    @Override
    public synchronized void approve(Approval approval) {
        accounts.of(approval.budget(), clock.millis()).approve(approval);
    }

    @Override
    public synchronized List<Entry> ledger(String budget) {
        return ledger.of(budget);
    }

    /** Epoch milliseconds, with what has expired by then ended. */
    private long now() {
        long now = clock.millis();
        expire(now);
        return now;
    }
}
