package ai.genops.governance.budget;

import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Keeps what was spent for later when the store cannot be told now. */
final class GuardedHold implements Hold {
    private final Hold hold;
    private final Backlog backlog;

    GuardedHold(Hold hold, Backlog backlog) {
        this.hold = hold;
        this.backlog = backlog;
    }

    @Override
    public BigDecimal reserved() {
        return hold.reserved();
    }

    @Override
    public Settlement commit(BigDecimal actual) {
        try {
            return hold.commit(actual);
        } catch (BudgetStoreException e) {
            backlog.add(hold, actual, 0);
            return new Settlement(State.RESERVED, Nanos.of(reserved()), Nanos.of(actual), false, false, List.of());
        }
    }

    /** What cannot be given back now returns when its lease ends. */
    @Override
    public Settlement release() {
        try {
            return hold.release();
        } catch (BudgetStoreException e) {
            return new Settlement(State.RESERVED, Nanos.of(reserved()), 0, false, false, List.of());
        }
    }

    @Override
    public boolean extend(Duration lease) {
        try {
            return hold.extend(lease);
        } catch (BudgetStoreException e) {
            return false;
        }
    }
}
