package ai.genops.expression;

import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/// A function that needs nothing of the event. `numeric` is the same for one number, without making objects.
record Function(
        String name,
        int required,
        Type result,
        Body body,
        @Nullable DoubleUnaryOperator numeric) {

    /// What the function does.
    interface Body {
        @Nullable
        Object call(@Nullable Object[] arguments);
    }

    static Function of(String name, int required, Type result, Body body) {
        return new Function(name, required, result, body, null);
    }

    static Function numeric(String name, DoubleUnaryOperator numeric) {
        Body body = arguments -> numeric.applyAsDouble(Arguments.number(arguments, 0));
        return new Function(name, 1, Type.NUMBER, body, numeric);
    }

    @Nullable
    Object call(@Nullable Object[] arguments) {
        return body.call(arguments);
    }
}
