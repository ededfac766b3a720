package ai.genops.governance.budget;

import ai.genops.governance.budget.Request.Abandoned;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of a program: finds those of a call, reserves in all of them or none, and says what happens when the books
 * cannot be reached. Never throws because of them: what was spent and could not be told is told by a later
 * {@link #tick}, which has to be called every few seconds. Safe for concurrent use.
 */
public final class Budgets {
    private static final Duration KEPT = Duration.ofDays(7);

    private final Matching matching;
    private final BudgetStore store;
    private final Reserving reserving;
    private final Duration lease;
    private final Backlog backlog;

    private Budgets(
            List<? extends BudgetRule> budgets, BudgetStore store, Reserving reserving, Duration lease, Outage outage) {
        this.matching = new Matching(budgets);
        this.store = store;
        this.reserving = reserving;
        this.lease = lease;
        this.backlog = new Backlog(outage);
    }

    /**
     * Every call asks the store.
     *
     * @param lease how long a call's reservation is held unless it is settled or extended
     * @throws IllegalArgumentException if two budgets have the same name
     */
    public static Budgets direct(List<? extends BudgetRule> budgets, BudgetStore store, Duration lease, Outage outage) {
        return new Budgets(budgets, store, store, lease, outage);
    }

    /** Calls reserve out of slices of the store's budgets; see {@link Leases}. */
    public static Budgets leased(
            List<? extends BudgetRule> budgets, BudgetStore store, Leases leases, Duration lease, Outage outage) {
        return new Budgets(budgets, store, leases, lease, outage);
    }

    /**
     * Reserves what a call may cost at most in every budget that covers it.
     *
     * @param key unique to the call; asking again under it, before it is settled, changes nothing
     * @param attribution team, project, customer and so on, as budgets' scopes name them
     * @throws IllegalArgumentException if the amount is negative or above 1,000,000,000 units
     */
    public Outcome reserve(String key, Map<String, String> attribution, String unit, BigDecimal amount) {
        return reserve(key, covering(attribution, unit), amount);
    }

    /** As {@link #reserve(String, Map, String, BigDecimal)}, in budgets that {@link #covering} has found. */
    public Outcome reserve(String key, BudgetSet budgets, BigDecimal amount) {
        if (budgets.isEmpty()) {
            return new Outcome.Held(new FreeHold(amount), List.of());
        }
        var request = Request.of(key, budgets, amount, lease);
        try {
            Outcome outcome = reserving.reserve(request);
            return outcome instanceof Outcome.Granted granted ? guarded(granted) : outcome;
        } catch (BudgetStoreException e) {
            return outage(request, e);
        }
    }

    /** This process's own books can always be told. */
    private Outcome.Granted guarded(Outcome.Granted granted) {
        return granted.hold() instanceof Reservation
                ? granted
                : new Outcome.Held(new GuardedHold(granted.hold(), backlog), granted.exceeded());
    }

    /**
     * Charges what a call may cost whether there is enough left or not: for what runs all the same. Its hold is settled
     * like any other.
     */
    public Outcome.Granted charge(String key, Map<String, String> attribution, String unit, BigDecimal amount) {
        return charge(key, covering(attribution, unit), amount);
    }

    /** As {@link #charge(String, Map, String, BigDecimal)}, to budgets that {@link #covering} has found. */
    public Outcome.Granted charge(String key, BudgetSet budgets, BigDecimal amount) {
        return budgets.isEmpty()
                ? new Outcome.Held(new FreeHold(amount), List.of())
                : charge(new Request(key, budgets, Nanos.of(amount), lease, Abandoned.RETURNS, false));
    }

    private Outcome.Granted charge(Request request) {
        try {
            store.reserve(request);
        } catch (BudgetStoreException e) {
            // its cost is told under its key when it is settled
        }
        return new Outcome.Held(stored(request), List.of());
    }

    private Hold stored(Request request) {
        return new GuardedHold(new StoredHold(store, request), backlog);
    }

    /**
     * Keeps what a call may cost that goes on without the one who made it, such as a batch: for seven days, in which whoever
     * knows the key may settle it, in this process or another; then it is charged.
     */
    public void keep(String key, BudgetSet budgets, BigDecimal amount) {
        charge(kept(key, budgets, Nanos.of(amount)));
    }

    /**
     * What is kept under this key, to be committed once.
     *
     * @param otherwise what is charged where the books do not know the key
     */
    public Hold kept(String key, BudgetSet otherwise) {
        return stored(kept(key, otherwise, 0));
    }

    private static Request kept(String key, BudgetSet budgets, long nanos) {
        return new Request(key, budgets, nanos, KEPT, Abandoned.IS_CHARGED, false);
    }

    /** The request may have arrived: then it is settled under its key, else charged afresh. */
    private Outcome outage(Request request, BudgetStoreException failure) {
        if (!backlog.take(request.nanos())) {
            return new Outcome.Unavailable(String.valueOf(failure.getMessage()));
        }
        var afterwards = new Request(
                request.key(), request.budgets(), request.nanos(), request.lease(), Abandoned.IS_CHARGED, false);
        return new Outcome.Held(new AllowanceHold(backlog, new StoredHold(store, afterwards)), List.of());
    }

    /** The budgets that a call with this attribution is charged to. */
    public BudgetSet covering(Map<String, String> attribution, String unit) {
        return matching.find(attribution, unit);
    }

    /** Those that are one budget each; those with one for each value of some attribution are not among them. */
    public List<Budget> single() {
        return matching.single();
    }

    /**
     * Where a budget stands; null if that is not known here: calls reserve out of slices, or the books cannot be reached.
     */
    public @Nullable Balance balance(Budget budget) {
        if (reserving instanceof Leases) {
            return null;
        }
        try {
            return store.balance(budget);
        } catch (BudgetStoreException e) {
            return null;
        }
    }

    /** Whether the books are this process's own, so that a call's key has to be unique in it alone. */
    public boolean isLocal() {
        return reserving instanceof MemoryBudgetStore;
    }

    /** How long a reservation is held unless it is extended. */
    public Duration lease() {
        return lease;
    }

    /**
     * Tells the store what it does not know yet and ends what is over.
     *
     * @return thresholds that were reached by it
     */
    public List<Alert> tick() {
        List<Alert> alerts = new ArrayList<>(backlog.tell());
        if (reserving instanceof Leases leases) {
            alerts.addAll(leases.tick());
        }
        try {
            store.expire();
        } catch (BudgetStoreException e) {
            // leases that are over are ended by whoever reaches the store next
        }
        return alerts;
    }

    /** How many costs wait for the store to be reached again. */
    public long untold() {
        return backlog.waiting();
    }
}
