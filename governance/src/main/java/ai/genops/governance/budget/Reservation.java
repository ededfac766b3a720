package ai.genops.governance.budget;

import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * A reservation in a {@link MemoryBudgetStore}, the hold of its call, and the word that it was granted. Guarded by the store's lock, which the hold's
 * methods take.
 */
final class Reservation implements Hold, Outcome.Granted {
    final Request request;
    /** Those of when it was made, in the order of the request's budgets. */
    final Account.Cell[] cells;

    private final List<Budget> exceeded;

    State state = State.RESERVED;
    /** Epoch milliseconds. */
    long expires;

    long charged;
    boolean late;
    /** Where it is among those that are open. */
    int place;

    private final MemoryBudgetStore store;

    Reservation(MemoryBudgetStore store, Request request, Account.Cell[] cells, List<Budget> exceeded, long expires) {
        this.store = store;
        this.request = request;
        this.cells = cells;
        this.exceeded = exceeded;
        this.expires = expires;
    }

    Settlement settlement(boolean repeated, List<Alert> alerts) {
        return new Settlement(state, request.nanos(), charged, late, repeated, alerts);
    }

    @Override
    public Hold hold() {
        return this;
    }

    @Override
    public List<Budget> exceeded() {
        return exceeded;
    }

    @Override
    public BigDecimal reserved() {
        return request.amount();
    }

    @Override
    public Settlement commit(BigDecimal actual) {
        return store.commit(this, Nanos.of(actual));
    }

    @Override
    public Settlement release() {
        return store.release(this);
    }

    @Override
    public boolean extend(Duration lease) {
        return store.extend(this, lease);
    }
}
