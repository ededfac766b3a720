package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// The parameters of the arrow functions that run, each at a place of its own, and what they have used up. There is
/// no recursion: an arrow function has no name to call itself by.
final class Locals {
    /// For expressions without arrow functions.
    static final Locals NONE = new Locals(0);

    private final @Nullable Object[] values;
    private int calls;
    private long characters;

    Locals(int count) {
        values = new @Nullable Object[count];
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
}
