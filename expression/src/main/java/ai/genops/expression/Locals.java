package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// The parameters of the arrow functions that run and the variables of code, each at a place of its own, and
/// what they have used up. There is no recursion: a function has no name that it could call itself by.
final class Locals {
    /// For expressions without arrow functions.
    static final Locals NONE = new Locals(0, false, 0);

    private final @Nullable Object[] values;
    private final boolean counts;
    private final Regex.Budget regexSteps = new Regex.Budget();
    private int calls;
    private long characters;
    private long steps;
    private final int maxRounds;
    private int rounds;
    private @Nullable Object result;

    /// For one evaluation of an expression with arrow functions.
    Locals(int count) {
        this(count, true, 0);
    }

    /// For one run of code.
    Locals(int count, int maxRounds) {
        this(count, true, maxRounds);
    }

    private Locals(int count, boolean counts, int maxRounds) {
        this.values = new @Nullable Object[count];
        this.counts = counts;
        this.maxRounds = maxRounds;
    }

    /// Counts a round of a loop.
    void round() {
        if (++rounds > maxRounds) {
            throw new EvaluationException("the loops go round more than " + maxRounds
                    + " times; if they have to, raise `max_iterations` (Cribl's `maxNumOfIterations`)");
        }
        spend(0);
    }

    /// What the statements of a function gave back; then nothing.
    @Nullable
    Object takeResult() {
        Object taken = result;
        result = null;
        return taken;
    }

    void result(@Nullable Object value) {
        result = value;
    }

    @Nullable
    Object get(int slot) {
        return values[slot];
    }

    void set(int slot, @Nullable Object value) {
        values[slot] = value;
    }

    /// Counts a call that gave `result`.
    void count(@Nullable Object result) {
        characters += result instanceof String text ? text.length() : 0;
        if (++calls > Limits.CALLS) {
            throw new EvaluationException("more than " + Limits.CALLS + " calls of arrow functions");
        }
        if (characters > Limits.CALL_TEXT) {
            throw new EvaluationException("arrow functions gave more than " + Limits.CALL_TEXT + " characters");
        }
    }

    /// Whether there is anything to count.
    boolean counts() {
        return counts;
    }

    /// Counts work in proportion to a size. Without arrow functions nothing runs again and again, and the bounds of
    /// each operation are enough.
    void spend(long size) {
        if (counts) {
            steps += size + 1;
            if (steps > Limits.STEPS) {
                throw new EvaluationException("the expression takes more than " + Limits.STEPS + " steps");
            }
        }
    }

    /// All uses of regular expressions in one evaluation share what they may look at.
    @Nullable
    Object bounded(@Nullable Object value) {
        return counts && value instanceof Regex regex ? regex.within(regexSteps) : value;
    }
}
