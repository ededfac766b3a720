package ai.genops.governance.policy;

/** What a policy does with a call that breaks it. */
public enum Action {
    BLOCK(Result.BLOCKED),
    RATE_LIMIT(Result.RATE_LIMITED),
    WARN(Result.WARNING),
    ALLOW(Result.ALLOWED);

    private final Result result;

    Action(Result result) {
        this.result = result;
    }

    Result result() {
        return result;
    }
}
