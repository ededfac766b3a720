package ai.genops.instrumentation.micrometer;

import ai.genops.governance.budget.Balance;
import ai.genops.governance.budget.Budget;
import ai.genops.governance.budget.Budgets;
import io.micrometer.core.instrument.Clock;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where one budget stands, asked at most every few seconds, because the books may be a network away. */
final class Standing {
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Budgets budgets;
    private final Budget budget;
    private final Clock clock;
    private @Nullable Balance last;
    private long askedAt;

    Standing(Budgets budgets, Budget budget, Clock clock) {
        this.budgets = budgets;
        this.budget = budget;
        this.clock = clock;
        this.askedAt = clock.monotonicTime() - FRESH_NANOS;
    }

    /** NaN if it is not known. */
    double amount(Function<Balance, BigDecimal> part) {
        Balance now = balance();
        return now == null ? Double.NaN : part.apply(now).doubleValue();
    }

    private synchronized @Nullable Balance balance() {
        long now = clock.monotonicTime();
        if (now - askedAt >= FRESH_NANOS) {
            askedAt = now;
            last = budgets.balance(budget);
        }
        return last;
    }
}
