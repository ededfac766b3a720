package ai.genops.governance.budget;

import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a call holds of the allowance for outages. */
final class AllowanceHold implements Hold {
    private final Backlog backlog;
    private final StoredHold afterwards;
    private final AtomicBoolean settled = new AtomicBoolean();

    AllowanceHold(Backlog backlog, StoredHold afterwards) {
        this.backlog = backlog;
        this.afterwards = afterwards;
    }

    @Override
    public BigDecimal reserved() {
        return afterwards.reserved();
    }

    @Override
    public Settlement commit(BigDecimal actual) {
        long nanos = Nanos.of(actual);
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            backlog.add(afterwards, actual, afterwards.request().nanos());
        }
        return settlement(State.COMMITTED, nanos, !first);
    }

    @Override
    public Settlement release() {
        boolean first = settled.compareAndSet(false, true);
        if (first) {
            backlog.giveBack(afterwards.request().nanos());
        }
        return settlement(State.RELEASED, 0, !first);
    }

    private Settlement settlement(State state, long charged, boolean repeated) {
        return new Settlement(state, afterwards.request().nanos(), charged, false, repeated, List.of());
    }

    @Override
    public boolean extend(Duration lease) {
        return !settled.get();
    }
}
