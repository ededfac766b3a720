package ai.genops.governance.budget;

import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** What a call holds of a {@link Lease}. The number is what it was settled with, below zero until then. */
final class LeasedHold extends AtomicLong implements Hold, Outcome.Granted {
    private static final long OPEN = -1;
    private static final long RELEASED = -2;

    private final transient Lease lease;
    private final long nanos;

    LeasedHold(Lease lease, long nanos) {
        super(OPEN);
        this.lease = lease;
        this.nanos = nanos;
    }

    @Override
    public Hold hold() {
        return this;
    }

    /** Slices are taken within all of them. */
    @Override
    public List<Budget> exceeded() {
        return List.of();
    }

    @Override
    public BigDecimal reserved() {
        return Nanos.toUnits(nanos);
    }

    @Override
    public Settlement commit(BigDecimal actual) {
        long spent = Nanos.of(actual);
        if (compareAndSet(OPEN, spent)) {
            lease.settle(nanos, spent);
            return settlement(false, false, List.of());
        }
        if (compareAndSet(RELEASED, spent)) {
            return settlement(true, false, lease.chargeLate(spent));
        }
        return settlement(false, true, List.of());
    }

    @Override
    public Settlement release() {
        boolean first = compareAndSet(OPEN, RELEASED);
        if (first) {
            lease.settle(nanos, 0);
        }
        return settlement(false, !first, List.of());
    }

    private Settlement settlement(boolean late, boolean repeated, List<Alert> alerts) {
        long spent = get();
        return new Settlement(
                spent == RELEASED ? State.RELEASED : State.COMMITTED,
                nanos,
                Math.max(0, spent),
                late,
                repeated,
                alerts);
    }

    /** The slice is held on while calls hold some of it. */
    @Override
    public boolean extend(Duration wanted) {
        return get() == OPEN;
    }
}
