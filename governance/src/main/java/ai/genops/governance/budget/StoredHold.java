package ai.genops.governance.budget;

import ai.genops.governance.budget.Request.Abandoned;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A reservation that a store knows by its key. */
public record StoredHold(BudgetStore store, Request request) implements Hold {
    @Override
    public BigDecimal reserved() {
        return request.amount();
    }

    /** A store that has lost the reservation, with its memory or by age, is told of the cost all the same. */
    @Override
    public Settlement commit(BigDecimal actual) {
        Settlement settled = store.commit(request.key(), actual);
        return settled != null ? settled : chargeAfresh(actual);
    }

    Settlement chargeAfresh(BigDecimal actual) {
        if (!request.budgets().isEmpty()) {
            store.reserve(new Request(
                    request.key(), request.budgets(), request.nanos(), request.lease(), Abandoned.IS_CHARGED, false));
        }
        return orNothing(store.commit(request.key(), actual));
    }

    @Override
    public Settlement release() {
        return orNothing(store.release(request.key()));
    }

    @Override
    public boolean extend(Duration lease) {
        return store.extend(request.key(), lease);
    }

    private Settlement orNothing(@Nullable Settlement settled) {
        return settled != null
                ? settled
                : new Settlement(Settlement.State.EXPIRED, request.nanos(), 0, false, true, List.of());
    }
}
