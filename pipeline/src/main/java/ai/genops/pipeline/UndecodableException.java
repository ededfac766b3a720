package ai.genops.pipeline;

/// A log record that no decoder understands. It is counted and skipped: it could not be understood later either.
public final class UndecodableException extends Exception {
    private static final long serialVersionUID = 1;

    public UndecodableException(String message) {
        super(message);
    }
}
