package ai.genops.expression;

/// An expression failed on one event. Cheap: without a stack trace, since the expression and the offset say where.
public final class EvaluationException extends RuntimeException {
    private static final int UNKNOWN = -1;

    private final int offset;

    EvaluationException(String message) {
        this(message, UNKNOWN);
    }

    EvaluationException(String message, int offset) {
        super(message, null, false, false);
        this.offset = offset;
    }

    /// Where in the expression's source, from 0; -1 where the whole of it is to blame.
    public int offset() {
        return offset;
    }

    /// The same with a place, unless it has one: the innermost place counts.
    EvaluationException at(int place) {
        return offset == UNKNOWN ? new EvaluationException(String.valueOf(getMessage()), place) : this;
    }
}
