package ai.genops.expression;

import ai.genops.event.Event;
import ai.genops.event.ReadyText;
import ai.genops.event.Scalars;
import ai.genops.event.Utf8;
import org.jspecify.annotations.Nullable;

/// A compiled expression or part of one. Each caller asks for what it needs, so that a number that is only compared
/// never becomes an object. Unchanging, and safe for concurrent use on different events.
abstract class Code {
    abstract @Nullable Object value(Event event, Locals locals);

    /// ToNumber of the value.
    double number(Event event, Locals locals) {
        return Values.number(value(event, locals));
    }

    /// ToBoolean of the value.
    boolean test(Event event, Locals locals) {
        return Values.isTrue(value(event, locals));
    }

    /// Sets a field to the value.
    void set(Event event, int slot, Locals locals) {
        event.field(slot, Results.export(value(event, locals)));
    }

    /// Sets a field to the value if that is one of `which` and stands in the event as it was received; says whether it
    /// did.
    boolean passOn(Event event, int slot, Scalars which) {
        return false;
    }

    /// Says where the value stands if it is a text for which there is no String yet.
    boolean isText(Event event, Utf8 text) {
        return false;
    }

    /// Whether the value is null or undefined.
    boolean isNothing(Event event, Locals locals) {
        return Values.isNothing(value(event, locals));
    }

    /// Whether the value is a number, always.
    boolean isNumber() {
        return false;
    }

    /// Code whose value is a number.
    abstract static class Numeric extends Code {
        @Override
        @Nullable
        Object value(Event event, Locals locals) {
            return Values.box(number(event, locals));
        }

        @Override
        abstract double number(Event event, Locals locals);

        @Override
        void set(Event event, int slot, Locals locals) {
            event.number(slot, number(event, locals));
        }

        @Override
        boolean test(Event event, Locals locals) {
            return Values.isTrue(number(event, locals));
        }

        @Override
        boolean isNumber() {
            return true;
        }
    }

    /// Code whose value is a boolean.
    abstract static class Logical extends Code {
        @Override
        @Nullable
        Object value(Event event, Locals locals) {
            return test(event, locals);
        }

        @Override
        double number(Event event, Locals locals) {
            return test(event, locals) ? 1 : 0;
        }

        @Override
        abstract boolean test(Event event, Locals locals);
    }

    /// Always the same value.
    static final class Constant extends Code {
        final @Nullable Object value;
        private final @Nullable Object ready;
        private final double number;
        private final boolean test;

        Constant(@Nullable Object value) {
            this.value = value;
            this.ready = ReadyText.of(value);
            this.number = value instanceof Callback || value instanceof Regex ? Double.NaN : Values.number(value);
            this.test = Values.isTrue(value);
        }

        @Override
        @Nullable
        Object value(Event event, Locals locals) {
            return value;
        }

        @Override
        void set(Event event, int slot, Locals locals) {
            event.field(slot, ready instanceof ReadyText ? ready : Results.export(value));
        }

        @Override
        double number(Event event, Locals locals) {
            return number;
        }

        @Override
        boolean test(Event event, Locals locals) {
            return test;
        }

        @Override
        boolean isNumber() {
            return value instanceof Number;
        }
    }
}
