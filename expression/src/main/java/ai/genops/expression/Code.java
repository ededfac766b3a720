package ai.genops.expression;

import ai.genops.event.Event;
import ai.genops.event.ReadyText;
import ai.genops.event.Scalars;
import ai.genops.event.Utf8;
import org.jspecify.annotations.Nullable;

/// A compiled expression or part of one. Each caller asks for what it needs, so that a number that is only compared
/// never becomes an object. Unchanging, and safe for concurrent use on different events.
///
/// All code is records: HotSpot takes their components for constants, as it does of no other class but hidden
/// ones. Code that is reached from a constant, as what a pipeline's steps run is, is then compiled to one piece
/// of machine code, in which no call is left that asks which code it is.
interface Code {
    @Nullable
    Object value(Event event, Locals locals);

    /// ToNumber of the value.
    default double number(Event event, Locals locals) {
        return Values.number(value(event, locals));
    }

    /// ToBoolean of the value.
    default boolean test(Event event, Locals locals) {
        return Values.isTrue(value(event, locals));
    }

    /// Sets a field to the value.
    default void set(Event event, int slot, Locals locals) {
        event.field(slot, Results.export(value(event, locals)));
    }

    /// Sets a field to the value if that is one of `which` and stands in the event as it was received; says whether it
    /// did.
    default boolean passOn(Event event, int slot, Scalars which) {
        return false;
    }

    /// Says where the value stands if it is a text for which there is no String yet.
    default boolean isText(Event event, Utf8 text) {
        return false;
    }

    /// Whether the value is null or undefined.
    default boolean isNothing(Event event, Locals locals) {
        return Values.isNothing(value(event, locals));
    }

    /// Whether the value is a number, always.
    default boolean isNumber() {
        return false;
    }

    /// Code whose value is a number.
    interface Numeric extends Code {
        @Override
        @Nullable
        default Object value(Event event, Locals locals) {
            return Values.box(number(event, locals));
        }

        @Override
        double number(Event event, Locals locals);

        @Override
        default void set(Event event, int slot, Locals locals) {
            event.number(slot, number(event, locals));
        }

        @Override
        default boolean test(Event event, Locals locals) {
            return Values.isTrue(number(event, locals));
        }

        @Override
        default boolean isNumber() {
            return true;
        }
    }

    /// Code whose value is a boolean.
    interface Logical extends Code {
        @Override
        @Nullable
        default Object value(Event event, Locals locals) {
            return test(event, locals);
        }

        @Override
        default double number(Event event, Locals locals) {
            return test(event, locals) ? 1 : 0;
        }

        @Override
        boolean test(Event event, Locals locals);
    }

    /// Always the same value.
    ///
    /// @param value the value
    /// @param ready what a field is set to
    record Constant(@Nullable Object value, @Nullable Object ready, double number, boolean test) implements Code {
        Constant(@Nullable Object value) {
            this(
                    value,
                    ReadyText.of(value),
                    value instanceof Callback || value instanceof Regex ? Double.NaN : Values.number(value),
                    Values.isTrue(value));
        }

        @Override
        public @Nullable Object value(Event event, Locals locals) {
            return value;
        }

        @Override
        public void set(Event event, int slot, Locals locals) {
            event.field(slot, ready instanceof ReadyText ? ready : Results.export(value));
        }

        @Override
        public double number(Event event, Locals locals) {
            return number;
        }

        @Override
        public boolean test(Event event, Locals locals) {
            return test;
        }

        @Override
        public boolean isNumber() {
            return value instanceof Number;
        }
    }
}
