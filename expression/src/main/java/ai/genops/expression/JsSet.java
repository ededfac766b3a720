package ai.genops.expression;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One of each of a list's elements, in the order in which they came first (ECMA-262, 24.2). It does not change.
record JsSet(Map<Key, @Nullable Object> elements) {
    static final Map<String, Method<JsSet>> TABLE = Method.table(List.of(
            new Method<>(
                    "has",
                    Type.BOOLEAN,
                    1,
                    (self, arguments) -> self.elements.containsKey(Key.of(Arguments.at(arguments, 0)))),
            new Method<>("values", Type.LIST, 0, (self, _) -> self.list()),
            new Method<>("keys", Type.LIST, 0, (self, _) -> self.list())));

    /// What makes elements the same (SameValueZero): numbers of one value, equal texts and booleans, else one object.
    private record Key(@Nullable Object value) {
        static Key of(@Nullable Object value) {
            return new Key(value instanceof Number number ? (Object) (number.doubleValue() + 0.0) : value);
        }

        @Override
        @SuppressWarnings("ReferenceEquality")
        public boolean equals(@Nullable Object other) {
            return other instanceof Key(var that)
                    && (value == that || (value != null && !Values.isObject(value) && value.equals(that)));
        }

        @Override
        public int hashCode() {
            return Values.isObject(value) || value == null ? System.identityHashCode(value) : value.hashCode();
        }
    }

    static JsSet of(@Nullable Object given) {
        Map<Key, @Nullable Object> elements = new LinkedHashMap<>();
        if (!Values.isNothing(given)) {
            Structures.spread(given).forEach(element -> elements.putIfAbsent(Key.of(element), element));
        }
        return new JsSet(elements);
    }

    int size() {
        return elements.size();
    }

    List<@Nullable Object> list() {
        return new java.util.ArrayList<>(elements.values());
    }

    @Override
    public String toString() {
        return "[object Set]";
    }
}
