package ai.genops.search;

/// A query that took all values of an attribute to be as those of files, such as numbers, has found another: to be
/// planned once more without doing so.
final class MixedValuesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MixedValuesException() {
        super("values of another kind", null, false, false);
    }
}
