package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// Reads what a function was called with; what is missing is undefined.
final class Arguments {
    static final @Nullable Object[] NONE = {};

    private Arguments() {}

    static @Nullable Object at(@Nullable Object[] arguments, int index) {
        return index < arguments.length ? arguments[index] : null;
    }

    static String text(@Nullable Object[] arguments, int index) {
        return Values.text(at(arguments, index));
    }

    static double number(@Nullable Object[] arguments, int index) {
        return Values.number(at(arguments, index));
    }

    /// A whole number, `otherwise` where it is undefined.
    static double integer(@Nullable Object[] arguments, int index, double otherwise) {
        Object value = at(arguments, index);
        return value == null ? otherwise : Values.integer(Values.number(value));
    }

    /// A place in something of `length`: from its end if negative, never outside.
    static int place(@Nullable Object[] arguments, int index, int length, int otherwise) {
        double place = integer(arguments, index, otherwise);
        return (int) (place < 0 ? Math.max(0, length + place) : Math.min(place, length));
    }

    /// A whole number from `low` to `high`; anything else fails, as JavaScript's RangeError does.
    static int between(@Nullable Object[] arguments, int index, int low, int high, int otherwise, String what) {
        double value = integer(arguments, index, otherwise);
        if (value < low || value > high) {
            throw new EvaluationException(what + " must be from " + low + " to " + high + ", is " + Values.text(value));
        }
        return (int) value;
    }

    static Callback callback(@Nullable Object[] arguments, String method) {
        if (at(arguments, 0) instanceof Callback callback) {
            return callback;
        }
        throw new EvaluationException(method + " needs a function, found " + describe(at(arguments, 0)));
    }

    static String describe(@Nullable Object value) {
        return value instanceof String text
                ? "'" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "'"
                : Values.text(value);
    }
}
