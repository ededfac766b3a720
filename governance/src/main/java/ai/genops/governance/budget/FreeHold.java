package ai.genops.governance.budget;

import ai.genops.governance.budget.Settlement.State;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Of a call that no budget covers: there is nothing to hold. */
final class FreeHold implements Hold {
    private final BigDecimal reserved;

    FreeHold(BigDecimal reserved) {
        this.reserved = reserved;
    }

    @Override
    public BigDecimal reserved() {
        return reserved;
    }

    @Override
    public Settlement commit(BigDecimal actual) {
        return new Settlement(State.COMMITTED, Nanos.of(reserved), Nanos.of(actual), false, false, List.of());
    }

    @Override
    public Settlement release() {
        return new Settlement(State.RELEASED, Nanos.of(reserved), 0, false, false, List.of());
    }

    @Override
    public boolean extend(Duration lease) {
        return true;
    }
}
