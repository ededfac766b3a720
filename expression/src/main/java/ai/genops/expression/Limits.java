package ai.genops.expression;

/// What one expression may take. An event can be made by anybody, so everything it can blow up has a bound.
final class Limits {
    /// Characters of an expression's source.
    static final int SOURCE = 64 * 1024;
    /// Nesting of a source; a chain of operators nests too.
    static final int SOURCE_DEPTH = 500;
    /// Nesting of a JSON text that is parsed, and of arrays made flat.
    static final int DEPTH = 100;
    /// Characters of a text that an expression makes.
    static final int TEXT = 4 * 1024 * 1024;
    /// Elements of an array that an expression makes.
    static final int ELEMENTS = 100_000;
    /// Calls of arrow functions in one evaluation.
    static final int CALLS = 100_000;
    /// Characters of all texts that arrow functions give in one evaluation.
    static final int CALL_TEXT = 16 * 1024 * 1024;
    /// Characters that one use of a regular expression may look at.
    static final int REGEX_STEPS = 2_000_000;

    private Limits() {}

    static void checkText(long length) {
        if (length > TEXT) {
            throw new EvaluationException("the text would be longer than " + TEXT + " characters");
        }
    }

    static void checkElements(long size) {
        if (size > ELEMENTS) {
            throw new EvaluationException("the array would have more than " + ELEMENTS + " elements");
        }
    }
}
