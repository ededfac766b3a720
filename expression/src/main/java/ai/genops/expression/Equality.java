package ai.genops.expression;

import org.jspecify.annotations.Nullable;

/// JavaScript's comparisons (ECMA-262, 7.2.13 to 7.2.15).
final class Equality {
    private Equality() {}

    /// `==`.
    static boolean loose(@Nullable Object left, @Nullable Object right) {
        if (left instanceof String a && right instanceof String b) {
            return a.equals(b);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (Values.isNothing(left) || Values.isNothing(right)) {
            return Values.isNothing(left) && Values.isNothing(right);
        }
        if (left instanceof Boolean a && right instanceof Boolean b) {
            return a.booleanValue() == b.booleanValue();
        }
        boolean leftIsObject = Values.isObject(left);
        boolean rightIsObject = Values.isObject(right);
        if (leftIsObject && rightIsObject) {
            return same(left, right);
        }
        if (leftIsObject || rightIsObject) {
            return loose(Values.primitive(left), Values.primitive(right));
        }
        return Values.number(left) == Values.number(right);
    }

    /// `==` in a filter: a boolean also equals its own text. A number does so in JavaScript already.
    static boolean lenient(@Nullable Object left, @Nullable Object right) {
        return loose(left, right) || isTextOf(left, right) || isTextOf(right, left);
    }

    private static boolean isTextOf(@Nullable Object value, @Nullable Object text) {
        return value instanceof Boolean flag && text instanceof String string && string.equals(flag.toString());
    }

    /// `===`.
    static boolean strict(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return a.doubleValue() == b.doubleValue();
        }
        if (left instanceof String || left instanceof Boolean) {
            return left.equals(right);
        }
        return same(left, right);
    }

    @SuppressWarnings("ReferenceEquality") // objects are equal if they are the same object
    private static boolean same(@Nullable Object left, @Nullable Object right) {
        return left == right;
    }

    /// `left < right`, or with `orEqual` `left <= right`.
    static boolean less(@Nullable Object left, @Nullable Object right, boolean orEqual) {
        Object a = ordered(left);
        Object b = ordered(right);
        if (a instanceof String text && b instanceof String other) {
            int order = text.compareTo(other);
            return orEqual ? order <= 0 : order < 0;
        }
        double x = Values.number(a);
        double y = Values.number(b);
        return orEqual ? x <= y : x < y;
    }

    private static @Nullable Object ordered(@Nullable Object value) {
        return value instanceof JsDate date ? (Object) date.millis() : Values.primitive(value);
    }
}
