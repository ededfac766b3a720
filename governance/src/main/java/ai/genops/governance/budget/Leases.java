package ai.genops.governance.budget;

import ai.genops.governance.budget.Request.Abandoned;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Takes slices of the budgets from a store and reserves for calls out of them, which costs no round trip: one slice for
 * each set of budgets. When the store has no slice left it is asked for the call itself, so the last of a budget is usable.
 *
 * <p>{@link #tick} has to be called every few seconds: it settles what has ended. A process that dies leaves its slices to
 * be charged in full when their leases end, so the cap holds; a budget loses at most a slice for each such process. Keys of
 * calls are not compared: a hold is settled once.
 */
public final class Leases implements Reserving {
    private static final int MAX_SETS = 10_000;
    /** How much longer a slice is held than used, so that clocks and pauses do not let it expire in use: this many times. */
    private static final int MARGIN = 3;

    private final BudgetStore store;
    private final long slice;
    private final Duration duration;
    private final Supplier<String> keys;
    private final InstantSource clock;
    private final Map<BudgetSet, Lease> current = new ConcurrentHashMap<>();
    private final Queue<Lease> ended = new ConcurrentLinkedQueue<>();
    private final Queue<Alert> alerts = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ticking = new AtomicBoolean();

    /**
     * Slices of one size, out of one store.
     *
     * @param slice how much is taken at a time, in units
     * @param duration how long a slice is used before what is left of it goes back
     * @param keys unique keys of slices, in all processes
     */
    public Leases(BudgetStore store, BigDecimal slice, Duration duration, Supplier<String> keys, InstantSource clock) {
        this.store = store;
        this.slice = Nanos.of(slice);
        this.duration = duration;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Outcome reserve(Request request) {
        if (!request.enforced()) {
            return store.reserve(request);
        }
        Lease lease = current.get(request.budgets());
        if (lease != null && lease.take(request.nanos(), clock.millis())) {
            return new LeasedHold(lease, request.nanos());
        }
        return fromNewLease(request);
    }

    private synchronized Outcome fromNewLease(Request request) {
        long now = clock.millis();
        Lease lease = current.get(request.budgets());
        if (lease != null && lease.take(request.nanos(), now)) {
            return new LeasedHold(lease, request.nanos());
        }
        Outcome outcome = takeSlice(request, now);
        // What an older slice has left must not stand in the way of the call that asks the store itself.
        boolean gaveBack = outcome instanceof Outcome.Refused && endFor(request.budgets());
        boolean hopeless = outcome instanceof Outcome.Refused refused
                && !gaveBack
                && refused.remaining().compareTo(request.amount()) < 0;
        return outcome instanceof Outcome.Granted || hopeless ? outcome : store.reserve(request);
    }

    private boolean endFor(BudgetSet budgets) {
        Lease lease = current.remove(budgets);
        if (lease != null) {
            finish(lease);
        }
        return lease != null;
    }

    private void replace(BudgetSet budgets, Lease fresh) {
        Lease before = current.put(budgets, fresh);
        if (before != null) {
            finish(before);
        }
        if (current.size() > MAX_SETS) {
            endFor(current.keySet().iterator().next());
        }
    }

    /** Grants the call out of a new slice; anything else if there is no whole slice, or only beyond a soft budget. */
    private Outcome takeSlice(Request request, long now) {
        long nanos = Math.max(slice, request.nanos());
        var wanted = new Request(
                keys.get(), request.budgets(), nanos, duration.multipliedBy(MARGIN), Abandoned.IS_CHARGED, true);
        Outcome outcome = store.reserve(wanted);
        if (!(outcome instanceof Outcome.Granted granted)) {
            return outcome;
        }
        if (!granted.exceeded().isEmpty()) {
            granted.hold().release();
            return new Outcome.Unavailable("there is no slice within all soft budgets");
        }
        var fresh = new Lease(new StoredHold(store, wanted), end(request.budgets(), now));
        if (!fresh.take(request.nanos(), now)) {
            finish(fresh);
            return new Outcome.Unavailable("the window ends now");
        }
        replace(request.budgets(), fresh);
        return new LeasedHold(fresh, request.nanos());
    }

    /** A charge belongs to the window of its slice, so no slice outlives a window. */
    private long end(BudgetSet budgets, long now) {
        long end = now + duration.toMillis();
        for (Budget budget : budgets) {
            Instant next = budget.window().next(Instant.ofEpochMilli(now));
            end = next.equals(Instant.MAX) ? end : Math.min(end, next.toEpochMilli());
        }
        return end;
    }

    private void finish(Lease lease) {
        lease.end();
        ended.add(lease);
        if (lease.isOver()) {
            settle(lease);
        }
    }

    private void settle(Lease lease) {
        if (!ended.remove(lease)) {
            return;
        }
        try {
            alerts.addAll(lease.hold.commit(Nanos.toUnits(lease.spent())).alerts());
        } catch (BudgetStoreException e) {
            // the next tick tries again
            ended.add(lease);
        }
    }

    /**
     * Ends slices whose time is over, gives back what is left of those whose calls are settled, and holds the others on.
     *
     * @return thresholds that slices have reached since the last time
     */
    public List<Alert> tick() {
        if (ticking.compareAndSet(false, true)) {
            try {
                long now = clock.millis();
                endIf(lease -> now >= lease.endMillis);
                for (Lease lease : List.copyOf(ended)) {
                    if (lease.isOver()) {
                        settle(lease);
                    } else {
                        holdOn(lease);
                    }
                }
            } finally {
                ticking.set(false);
            }
        }
        return drainAlerts();
    }

    private void endIf(Predicate<Lease> condition) {
        current.forEach((budgets, lease) -> {
            if (condition.test(lease) && current.remove(budgets, lease)) {
                lease.end();
                ended.add(lease);
            }
        });
    }

    private List<Alert> drainAlerts() {
        List<Alert> drained = new ArrayList<>();
        for (Alert alert = alerts.poll(); alert != null; alert = alerts.poll()) {
            drained.add(alert);
        }
        return drained;
    }

    private void holdOn(Lease lease) {
        try {
            lease.hold.extend(duration.multipliedBy(MARGIN));
        } catch (BudgetStoreException e) {
            // the next tick tries again; what expires before that is charged, and corrected when it is settled
        }
    }

    /** Ends every slice, for the end of the process. Calls that still run are told with the next {@link #tick}. */
    public List<Alert> close() {
        endIf(lease -> true);
        return tick();
    }
}
