package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// The parameters of the arrow functions that run, each at a place of its own, and what they have used up. There is
/// no recursion: an arrow function has no name to call itself by.
final class Locals {
    /// For expressions without arrow functions.
    static final Locals NONE = new Locals(0, false);

    private final @Nullable Object[] values;
    private final boolean counts;
    private final Regex.Budget regexSteps = new Regex.Budget();
    private int calls;
    private long characters;
    private long steps;

    /// For one evaluation of an expression with arrow functions.
    Locals(int count) {
        this(count, true);
    }

    private Locals(int count, boolean counts) {
        this.values = new @Nullable Object[count];
        this.counts = counts;
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
