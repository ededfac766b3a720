package ai.genops.sdk.govern;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is not enough left in a budget for what the call may cost, or its books cannot be reached. */
public final class BudgetExceededException extends GovernanceException {
    private static final long serialVersionUID = 1;

    private final @Nullable String budget;
    private final BigDecimal requested;
    private final @Nullable BigDecimal remaining;

    BudgetExceededException(
            String message,
            String reasonCode,
            @Nullable String budget,
            BigDecimal requested,
            @Nullable BigDecimal remaining,
            @Nullable Duration retryAfter) {
        super(message, reasonCode, retryAfter);
        this.budget = budget;
        this.requested = requested;
        this.remaining = remaining;
    }

    /** Null if the books could not be reached. */
    public @Nullable String budget() {
        return budget;
    }

    /** What the call may cost at most, in US dollars. */
    public BigDecimal requested() {
        return requested;
    }

    /** What the budget has left, in US dollars; null if that is not known. */
    public @Nullable BigDecimal remaining() {
        return remaining;
    }
}
