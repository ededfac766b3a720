package ai.genops.expression;

/// What one expression may take. An event can be made by anybody, so everything it can blow up has a bound.
final class Limits {
    /// Characters of an expression's source.
    static final int SOURCE = 64 * 1024;
    /// Nesting of a source; a chain of operators nests too.
    static final int SOURCE_DEPTH = 500;
    /// Each takes a further look at the source.
    static final int SPREADS = 100;
    /// Nesting of a value: a JSON text that is parsed or written, arrays made flat or into text, a result.
    static final int DEPTH = 100;
    /// Characters of a text that an expression makes.
    static final int TEXT = 4 * 1024 * 1024;
    /// Elements of an array that an expression makes.
    static final int ELEMENTS = 100_000;
    /// Digits of a decimal, before and after the point.
    static final int DECIMAL_DIGITS = 1_000;
    /// Calls of arrow functions in one evaluation.
    static final int CALLS = 100_000;
    /// Characters of all texts that arrow functions give in one evaluation.
    static final int CALL_TEXT = 16 * 1024 * 1024;
    /// Characters and elements that one evaluation with arrow functions may work on.
    static final int STEPS = 20_000_000;
    /// The count in a regular expression's `{n}`: something empty repeated looks at no character.
    static final int REPEAT = 1_000;
    /// Characters that one use of a regular expression may look at; with arrow functions, one evaluation.
    static final int REGEX_STEPS = 2_000_000;

    private Limits() {}

    static void checkText(long length) {
        if (length > TEXT) {
            throw new EvaluationException("the text would be longer than " + TEXT + " characters");
        }
    }

    static void checkDepth(int depth) {
        if (depth > DEPTH) {
            throw new EvaluationException("the value is nested deeper than " + DEPTH);
        }
    }

    static void checkElements(long size) {
        if (size > ELEMENTS) {
            throw new EvaluationException("the array would have more than " + ELEMENTS + " elements");
        }
    }
}
