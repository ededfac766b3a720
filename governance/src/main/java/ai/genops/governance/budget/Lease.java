package ai.genops.governance.budget;

import ai.genops.governance.budget.Request.Abandoned;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A slice of budgets out of which calls reserve by one compare-and-set. What calls cost is added up and told to the store
 * when the lease has ended and its last call is settled.
 *
 * <pre>
 *   available = slice − what calls hold − what they spent      after the end: far below zero, so nothing more is taken
 *   holders   = calls that may still settle                    raised before anything is taken, so the end cannot miss one
 * </pre>
 */
final class Lease {
    private static final long ENDED = Long.MIN_VALUE / 2;

    final StoredHold hold;
    /** From when on nothing more is reserved from it, epoch milliseconds. */
    final long endMillis;

    private final AtomicLong available;
    private final AtomicLong spent = new AtomicLong();
    private final AtomicLong holders = new AtomicLong();
    private final AtomicLong lateKeys = new AtomicLong();
    private final AtomicBoolean ending = new AtomicBoolean();
    private volatile boolean ended;

    Lease(StoredHold hold, long endMillis) {
        this.hold = hold;
        this.endMillis = endMillis;
        this.available = new AtomicLong(hold.request().nanos());
    }

    boolean take(long nanos, long nowMillis) {
        if (nowMillis >= endMillis) {
            return false;
        }
        holders.incrementAndGet();
        long before = available.get();
        while (before >= nanos) {
            if (available.compareAndSet(before, before - nanos)) {
                return true;
            }
            before = available.get();
        }
        holders.decrementAndGet();
        return false;
    }

    void settle(long held, long actual) {
        spent.addAndGet(actual);
        available.addAndGet(held - actual);
        holders.decrementAndGet();
    }

    /** A call that had been given back did cost something: the store is told of it by itself. */
    List<Alert> chargeLate(long actual) {
        String key = hold.request().key() + "/late/" + lateKeys.incrementAndGet();
        Request late = new Request(
                key, hold.request().budgets(), actual, hold.request().lease(), Abandoned.IS_CHARGED, false);
        return new StoredHold(hold.store(), late)
                .chargeAfresh(Nanos.toUnits(actual))
                .alerts();
    }

    /** Nothing is reserved from it from now on. */
    void end() {
        if (ending.compareAndSet(false, true)) {
            available.addAndGet(ENDED);
            ended = true;
        }
    }

    /** Whether it has ended and its last call is settled: {@link #spent} does not change any more. */
    boolean isOver() {
        return ended && holders.get() == 0;
    }

    long spent() {
        return spent.get();
    }
}
