package ai.genops.sdk.govern;

import ai.genops.governance.policy.Decision;
import ai.genops.governance.policy.ReasonCode;

/** A policy blocks the call, or what came back of it. */
public final class PolicyViolationException extends GovernanceException {
    private static final long serialVersionUID = 1;

    private final transient Decision decision;

    PolicyViolationException(String operation, Decision decision) {
        super(
                "operation `%s` is stopped by policy `%s`: %s"
                        .formatted(operation, decision.policy(), decision.reason()),
                code(decision),
                decision.retryAfter());
        this.decision = decision;
    }

    private static String code(Decision decision) {
        ReasonCode code = decision.code();
        return code == null ? "" : code.text();
    }

    public Decision decision() {
        return decision;
    }
}
