package ai.genops.search.plan;

/// An expression would have more parts than the engine can plan: what stands for a value that may be a number or a
/// text names it several times, and so again for what is made of that.
public final class TooLongException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public TooLongException() {
        super("an expression has too many parts", null, false, false);
    }
}
