package ai.genops.governance.policy;

/** What a policy decides, in the order of severity (GenOps Governance Specification 0.1). */
public enum Result {
    ALLOWED,
    WARNING,
    RATE_LIMITED,
    BLOCKED;

    /** Whether the call may go on. */
    public boolean permits() {
        return this == ALLOWED || this == WARNING;
    }
}
