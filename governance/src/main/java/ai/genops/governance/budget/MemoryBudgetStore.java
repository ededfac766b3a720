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
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The books of one process, lost with it. One lock makes everything atomic: it is held for less than a microsecond, and
 * where that is too much {@link Leases} take slices. Kept are reservations that are not settled, and the newest settled
 * ones, so that a repeated key is known.
 */
public final class MemoryBudgetStore implements BudgetStore {
    private static final int REMEMBERED = 100_000;
    private static final int MOST_ACCOUNTS = 1_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final InstantSource clock;
    private final int remembered;
    private final MemoryLedger ledger;
    private final Accounts accounts;
    private final Map<String, Reservation> reservations = new HashMap<>();
    private final TreeSet<Reservation> open =
            new TreeSet<>(Comparator.comparing((Reservation one) -> one.expires).thenComparingLong(one -> one.number));
    private final Deque<Reservation> settled = new ArrayDeque<>();
    private long reserved;

    /** Keeps the newest 100,000 lines of the ledger, older ones as sums. */
    public MemoryBudgetStore(InstantSource clock) {
        this(clock, entry -> {});
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
        this(clock, remembered, MOST_ACCOUNTS, entry -> {});
    }

    MemoryBudgetStore(InstantSource clock, int remembered, int mostAccounts, Consumer<Entry> journal) {
        if (remembered < 1) {
            throw new IllegalArgumentException("`remembered` must be at least 1, is " + remembered);
        }
        this.clock = clock;
        this.remembered = remembered;
        this.accounts = new Accounts(mostAccounts);
        this.ledger = new MemoryLedger(remembered, journal);
    }

    @Override
    public Outcome reserve(Request request) {
        return locked(() -> reserve(request, now()));
    }

    private Outcome reserve(Request request, Instant now) {
        expire(now);
        Reservation known = reservations.get(request.key());
        if (known != null) {
            return again(known, request);
        }
        List<Reservation.Line> lines = new ArrayList<>(request.budgets().list().size());
        List<Budget> exceeded = List.of();
        for (Budget budget : request.budgets()) {
            Account account = accounts.of(budget.name(), now);
            account.turn(budget.window(), now);
            long cap = account.cap(budget, now);
            long left = cap - account.taken();
            if (request.nanos() > left) {
                if (request.enforced() && budget.refuses()) {
                    return Outcome.Refused.of(budget, left, now);
                }
                exceeded = exceeded.isEmpty() ? new ArrayList<>() : exceeded;
                exceeded.add(budget);
            }
            lines.add(new Reservation.Line(budget, account, account.cell()));
        }
        book(new Reservation(request, lines, ++reserved, now.plus(request.lease())), now);
        return new Outcome.Granted(new StoredHold(this, request), exceeded);
    }

    private Outcome again(Reservation known, Request request) {
        if (known.request.nanos() != request.nanos() || !known.request.budgets().equals(request.budgets())) {
            return new Outcome.Conflict(request.key(), "it was used for another amount or other budgets");
        }
        return known.state == State.RESERVED
                ? new Outcome.Granted(new StoredHold(this, request), List.of())
                : new Outcome.Conflict(request.key(), "its reservation is " + known.state);
    }

    private void book(Reservation reservation, Instant now) {
        reservations.put(reservation.request.key(), reservation);
        open.add(reservation);
        change(reservation, Kind.RESERVE, reservation.request.nanos(), 0, now);
    }

    private void change(Reservation one, Kind kind, long reservedBy, long committedBy, Instant now) {
        for (Reservation.Line line : one.lines) {
            line.cell().reserved = Math.addExact(line.cell().reserved, reservedBy);
            line.cell().committed = Math.addExact(line.cell().committed, committedBy);
            ledger.append(now, line, one.request.key(), kind, reservedBy, committedBy);
        }
    }

    @Override
    public @Nullable Settlement commit(String key, BigDecimal actual) {
        long nanos = Nanos.of(actual);
        return settling(key, (one, now) -> {
            switch (one.state) {
                case COMMITTED -> {
                    return one.settlement(true, List.of());
                }
                case RESERVED -> {
                    close(one, State.COMMITTED, nanos);
                    change(one, Kind.COMMIT, -one.request.nanos(), nanos, now);
                }
                case RELEASED, EXPIRED -> {
                    change(one, Kind.LATE_COMMIT, 0, nanos - one.charged, now);
                    one.state = State.COMMITTED;
                    one.charged = nanos;
                    one.late = true;
                }
            }
            return one.settlement(false, alerts(one, now));
        });
    }

    @Override
    public @Nullable Settlement release(String key) {
        return settling(key, (one, now) -> {
            boolean held = one.state == State.RESERVED;
            if (held) {
                close(one, State.RELEASED, 0);
                change(one, Kind.RELEASE, -one.request.nanos(), 0, now);
            }
            return one.settlement(!held, List.of());
        });
    }

    @Override
    public @Nullable Settlement correct(String key, BigDecimal actual) {
        long nanos = Nanos.of(actual);
        return settling(key, (one, now) -> {
            if (one.state != State.COMMITTED || one.charged == nanos) {
                return one.settlement(true, List.of());
            }
            change(one, Kind.CORRECT, 0, nanos - one.charged, now);
            one.charged = nanos;
            return one.settlement(false, alerts(one, now));
        });
    }

    private interface Settling {
        Settlement apply(Reservation one, Instant now);
    }

    private @Nullable Settlement settling(String key, Settling settling) {
        return this.<@Nullable Settlement>locked(() -> {
            Instant now = now();
            expire(now);
            Reservation one = reservations.get(key);
            return one == null ? null : settling.apply(one, now);
        });
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

    private static List<Alert> alerts(Reservation one, Instant now) {
        List<Alert> alerts = List.of();
        for (Reservation.Line line : one.lines) {
            List<Alert> more = line.account().alerts(line.budget(), now);
            if (!more.isEmpty()) {
                alerts = alerts.isEmpty() ? new ArrayList<>() : alerts;
                alerts.addAll(more);
            }
        }
        return alerts;
    }

    @Override
    public boolean extend(String key, Duration lease) {
        return locked(() -> {
            Instant now = now();
            expire(now);
            Reservation one = reservations.get(key);
            boolean held = one != null && one.state == State.RESERVED;
            if (one != null && held) {
                open.remove(one);
                one.expires = now.plus(lease);
                open.add(one);
            }
            return held;
        });
    }

    @Override
    public int expire() {
        return locked(() -> expire(now()));
    }

    private int expire(Instant now) {
        int expired = 0;
        while (!open.isEmpty() && !open.first().expires.isAfter(now)) {
            Reservation one = open.first();
            boolean charged = one.request.abandoned() == Abandoned.IS_CHARGED;
            close(one, State.EXPIRED, charged ? one.request.nanos() : 0);
            change(one, Kind.EXPIRE, -one.request.nanos(), one.charged, now);
            expired++;
        }
        return expired;
    }

    @Override
    public Balance balance(Budget budget) {
        return locked(() -> {
            Instant now = now();
            expire(now);
            Account account = accounts.of(budget.name(), now);
            account.turn(budget.window(), now);
            return account.balance(account.cap(budget, now));
        });
    }

    @Override
    public void approve(Approval approval) {
        locked(() -> {
            accounts.of(approval.budget(), now()).approve(approval);
            return true;
        });
    }

    @Override
    public List<Entry> ledger(String budget) {
        return locked(() -> ledger.of(budget));
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    private <T extends @Nullable Object> T locked(Supplier<T> action) {
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
