package ai.genops.sdk.govern;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A call must not run, or what came back must not be used. Thrown only where rules are enforced. */
public abstract sealed class GovernanceException extends RuntimeException
        permits PolicyViolationException, BudgetExceededException {
    private static final long serialVersionUID = 1;

    private final String reasonCode;
    private final transient @Nullable Duration retryAfter;

    GovernanceException(String message, String reasonCode, @Nullable Duration retryAfter) {
        super(message);
        this.reasonCode = reasonCode;
        this.retryAfter = retryAfter;
    }

    /** Of the GenOps Governance Specification, or one that begins with `x_`. */
    public String reasonCode() {
        return reasonCode;
    }

    /** After which it would be decided otherwise; null if waiting does not help. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
