package ai.genops.expression;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A method of values of type T. It must not change its arguments nor, but for
/// [ListChanges], what it is called on.
record Method<T>(String name, Type result, int required, Body<T> body) {
    /// What the method does.
    interface Body<T> {
        @Nullable
        Object call(T self, @Nullable Object[] arguments);
    }

    static <T> Map<String, Method<T>> table(List<Method<T>> methods) {
        Map<String, Method<T>> table = new HashMap<>();
        methods.forEach(method -> table.put(method.name, method));
        return table;
    }

    @Nullable
    Object call(T self, @Nullable Object[] arguments) {
        return body.call(self, arguments);
    }
}
