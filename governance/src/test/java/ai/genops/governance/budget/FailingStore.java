package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A store that can be made unreachable. */
final class FailingStore implements BudgetStore {
    private final BudgetStore store;
    volatile boolean isDown;

    FailingStore(BudgetStore store) {
        this.store = store;
    }

    private BudgetStore reached() {
        if (isDown) {
            throw new BudgetStoreException("the test's store is down", new IllegalStateException());
        }
        return store;
    }

    @Override
    public Outcome reserve(Request request) {
        Outcome outcome = reached().reserve(request);
        return outcome instanceof Outcome.Granted granted
                ? new Outcome.Held(new StoredHold(this, request), granted.exceeded())
                : outcome;
    }

    @Override
    public @Nullable Settlement commit(String key, BigDecimal actual) {
        return reached().commit(key, actual);
    }

    @Override
    public @Nullable Settlement release(String key) {
        return reached().release(key);
    }

    @Override
    public @Nullable Settlement correct(String key, BigDecimal actual) {
        return reached().correct(key, actual);
    }

    @Override
    public boolean extend(String key, Duration lease) {
        return reached().extend(key, lease);
    }

    @Override
    public int expire() {
        return reached().expire();
    }

    @Override
    public Balance balance(Budget budget) {
        return reached().balance(budget);
    }

    @Override
    public void approve(Approval approval) {
        reached().approve(approval);
    }

    @Override
    public List<Entry> ledger(String budget) {
        return reached().ledger(budget);
    }
}
