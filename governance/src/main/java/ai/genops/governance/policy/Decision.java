package ai.genops.governance.policy;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What one policy decided about one call. Unchanging: another decision is another record.
 *
 * @param code why, exactly if the result is not {@code ALLOWED}
 * @param reason in words, without anything of the prompt or the response
 * @param retryAfter after which it would be decided otherwise; null if waiting does not help
 */
public record Decision(
        String policy,
        Result result,
        @Nullable ReasonCode code,
        String reason,
        @Nullable Duration retryAfter) {
    public Decision {
        if ((code == null) != (result == Result.ALLOWED)) {
            throw new IllegalArgumentException(
                    "a decision has a reason code exactly if it is not ALLOWED; %s has %s".formatted(result, code));
        }
    }

    public static Decision allowed(String policy) {
        return new Decision(policy, Result.ALLOWED, null, "", null);
    }

    /** With what the action makes of it. */
    public static Decision broken(String policy, Action action, ReasonCode code, String reason) {
        return new Decision(policy, action.result(), action == Action.ALLOW ? null : code, reason, null);
    }
}
