package ai.genops.sdk.config;

/** What becomes of a call that a policy blocks or a budget refuses. */
public enum Enforcement {
    /** It does not run: an exception is thrown where it would begin. */
    ENFORCE,
    /** It runs, the decision is recorded as a warning, and its cost is charged. Nothing is thrown. */
    OBSERVE
}
