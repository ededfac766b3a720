package ai.genops.sdk.record;

import io.opentelemetry.api.trace.Span;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a budget stands. What is not told is derived: remaining = limit − used, utilization = used ÷ limit in percent.
 * The span shows the last that was told.
 */
public final class Budget extends Fact<Budget> {
    private static final double HUNDRED = 100;
    private static final double PERCENT_DIGITS = 1e6;

    private @Nullable String name;
    private @Nullable String period;
    private @Nullable BigDecimal limit;
    private @Nullable BigDecimal used;
    private @Nullable BigDecimal remaining;
    private @Nullable BigDecimal utilization;

    Budget() {}

    @Override
    Budget self() {
        return this;
    }

    public Budget name(@Nullable String budget) {
        name = text(budget);
        return this;
    }

    /** What it is for, for example `daily`. */
    public Budget period(@Nullable String window) {
        period = text(window);
        return this;
    }

    /** What was allocated. */
    public Budget limit(double amount) {
        limit = amount("limit", amount);
        return this;
    }

    public Budget limit(@Nullable String amount) {
        limit = amount("limit", amount);
        return this;
    }

    public Budget limit(@Nullable BigDecimal amount) {
        limit = amount("limit", amount);
        return this;
    }

    /** What is consumed. */
    public Budget used(double amount) {
        used = amount("used", amount);
        return this;
    }

    public Budget used(@Nullable String amount) {
        used = amount("used", amount);
        return this;
    }

    public Budget used(@Nullable BigDecimal amount) {
        used = amount("used", amount);
        return this;
    }

    /** Negative if it is overspent. */
    public Budget remaining(double amount) {
        if (Double.isFinite(amount)) {
            remaining = sized("remaining", BigDecimal.valueOf(amount));
        } else {
            refuse("remaining", amount);
        }
        return this;
    }

    public Budget remaining(@Nullable BigDecimal amount) {
        remaining = sized("remaining", amount);
        return this;
    }

    /** In percent of the limit; more than 100 if it is overspent. */
    public Budget utilizationPercent(double percent) {
        utilization = amount("utilization", percent);
        return this;
    }

    @Override
    void write(Span span, Unit unit, PolicyResult.Form form) {
        if (name == null) {
            refuse("the state of a budget without a name, limit", limit);
            return;
        }
        write(span, name, period, real(limit), real(used), real(remaining()), percent());
        writeMetadata(span, Names.BUDGET_METADATA);
    }

    static void write(
            Span span,
            String name,
            @Nullable String period,
            @Nullable Double limit,
            @Nullable Double used,
            @Nullable Double remaining,
            @Nullable Double percent) {
        set(span, Names.BUDGET_NAME, name);
        set(span, Names.BUDGET_PERIOD, period);
        set(span, Names.BUDGET_ALLOCATED, limit);
        set(span, Names.BUDGET_LIMIT, limit);
        set(span, Names.BUDGET_CONSUMED, used);
        set(span, Names.BUDGET_USED, used);
        set(span, Names.BUDGET_REMAINING, remaining);
        set(span, Names.BUDGET_UTILIZATION_PERCENT, percent);
        set(span, Names.BUDGET_UTILIZATION, percent);
    }

    private @Nullable BigDecimal remaining() {
        return remaining != null || limit == null || used == null ? remaining : limit.subtract(used);
    }

    /** To six digits; as doubles, because decimals of money are too long to be divided quickly. */
    private @Nullable Double percent() {
        if (utilization == null && metadata("utilization_percent") instanceof Number told) {
            utilizationPercent(told.doubleValue());
        }
        if (utilization != null) {
            return utilization.doubleValue();
        }
        return limit == null || used == null || limit.signum() == 0
                ? null
                : percent(used.doubleValue(), limit.doubleValue());
    }

    static Double percent(double used, double limit) {
        double percent = HUNDRED * used / limit;
        return Math.rint(percent * PERCENT_DIGITS) / PERCENT_DIGITS;
    }
}
