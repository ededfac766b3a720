package ai.genops.expression;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A function of its arguments and, before them, of what it is `given` of the event: the time, chance. `numeric` is the
/// same for one number, without making objects.
record Function(
        String name,
        int required,
        Type result,
        Body body,
        @Nullable DoubleUnaryOperator numeric,
        List<BuiltIn> given) {

    /// What the function does.
    interface Body {
        @Nullable
        Object call(@Nullable Object[] arguments);
    }

    static Function of(String name, int required, Type result, Body body) {
        return new Function(name, required, result, body, null, List.of());
    }

    static Function text(String name, int required, Body body) {
        return of(name, required, Type.TEXT, body);
    }

    static Function flag(String name, int required, Body body) {
        return of(name, required, Type.BOOLEAN, body);
    }

    static Function numeric(String name, DoubleUnaryOperator numeric) {
        Body body = arguments -> numeric.applyAsDouble(Arguments.number(arguments, 0));
        return new Function(name, 1, Type.NUMBER, body, numeric, List.of());
    }

    /// The same, called with these of the event's values before its arguments.
    Function given(BuiltIn... values) {
        return new Function(name, required, result, body, numeric, List.of(values));
    }

    @Nullable
    Object call(@Nullable Object[] arguments) {
        return body.call(arguments);
    }
}
