package ai.genops.search;

/// A query that took an attribute to be a number has found a text: to be planned once more without doing so.
final class MixedValuesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MixedValuesException() {
        super("texts among numbers", null, false, false);
    }
}
