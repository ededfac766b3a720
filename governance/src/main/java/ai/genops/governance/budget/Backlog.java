package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What was spent while the store could not be told, in order, and the allowance for it. Nothing in it is dropped. */
final class Backlog {
    private static final int MAX_PENDING = 100_000;

    private record Pending(Hold hold, BigDecimal actual, long allowance) {}

    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicLong left;

    Backlog(Outage outage) {
        left = new AtomicLong(
                outage instanceof Outage.Allowance allowance ? Nanos.of(allowance.upTo()) : Long.MIN_VALUE);
    }

    /** Refuses when too much waits already: calls that cost nothing would otherwise be without bound. */
    boolean take(long nanos) {
        long before = left.get();
        while (before >= nanos && waiting.get() < MAX_PENDING) {
            if (left.compareAndSet(before, before - nanos)) {
                return true;
            }
            before = left.get();
        }
        return false;
    }

    void giveBack(long nanos) {
        left.addAndGet(nanos);
    }

    void add(Hold hold, BigDecimal actual, long allowance) {
        waiting.incrementAndGet();
        pending.add(new Pending(hold, actual, allowance));
    }

    long waiting() {
        return waiting.get();
    }

    /** Tells the store what waits, until it fails or nothing is left. */
    synchronized List<Alert> tell() {
        List<Alert> alerts = new ArrayList<>();
        for (Pending one = pending.peek(); one != null; one = pending.peek()) {
            try {
                alerts.addAll(one.hold.commit(one.actual).alerts());
            } catch (BudgetStoreException e) {
                return alerts;
            }
            pending.remove();
            waiting.decrementAndGet();
            giveBack(one.allowance);
        }
        return alerts;
    }
}
