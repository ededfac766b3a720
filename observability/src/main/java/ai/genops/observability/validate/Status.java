package ai.genops.observability.validate;

/** How a check ended. */
public enum Status {
    PASSED("passed"),
    /** It works, and something about it should be changed. */
    WARNING("warning"),
    FAILED("failed"),
    /** The other side does not show it, or an earlier failure is in the way. Never counts as passed. */
    UNCHECKED("cannot be checked here");

    private final String words;

    Status(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
