package ai.genops.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of arrays (ECMA-262, 23.1.3) that look at elements or rearrange them. Those that would change the array
/// in JavaScript (`sort`, `reverse`) give a new one and leave the event's alone. With functions: [ListCallbacks].
final class ListMethods {
    static final Map<String, Method<List<?>>> TABLE = table();

    private ListMethods() {}

    private static Map<String, Method<List<?>>> table() {
        List<Method<List<?>>> methods = new ArrayList<>(ListCallbacks.ALL);
        methods.addAll(List.of(
                new Method<>("join", Type.TEXT, 0, ListMethods::join),
                new Method<>("toString", Type.TEXT, 0, (self, _) -> Values.text(self)),
                new Method<>("includes", Type.BOOLEAN, 1, ListMethods::includes),
                new Method<>("indexOf", Type.NUMBER, 1, ListMethods::indexOf),
                new Method<>("lastIndexOf", Type.NUMBER, 1, ListMethods::lastIndexOf),
                new Method<>("at", Type.ANY, 0, ListMethods::at),
                new Method<>("slice", Type.LIST, 0, ListMethods::slice),
                new Method<>("concat", Type.LIST, 0, ListMethods::concat),
                new Method<>("reverse", Type.LIST, 0, (self, _) -> reversed(self)),
                new Method<>("toReversed", Type.LIST, 0, (self, _) -> reversed(self)),
                new Method<>("with", Type.LIST, 2, ListMethods::with),
                new Method<>("keys", Type.LIST, 0, (self, _) -> keys(self)),
                new Method<>("values", Type.LIST, 0, (self, _) -> new ArrayList<@Nullable Object>(self)),
                new Method<>("entries", Type.LIST, 0, (self, _) -> entries(self)),
                new Method<>("flat", Type.LIST, 0, ListMethods::flat)));
        return Method.table(methods);
    }

    private static Object join(List<?> self, @Nullable Object[] arguments) {
        return Lists.join(self, Arguments.at(arguments, 0) == null ? "," : Arguments.text(arguments, 0));
    }

    private static Object includes(List<?> self, @Nullable Object[] arguments) {
        Object wanted = Arguments.at(arguments, 0);
        boolean isNaN = wanted instanceof Double number && number.isNaN();
        for (int i = Arguments.place(arguments, 1, self.size(), 0); i < self.size(); i++) {
            Object element = self.get(i);
            if (Equality.strict(element, wanted) || (isNaN && element instanceof Double other && other.isNaN())) {
                return true;
            }
        }
        return false;
    }

    private static Object indexOf(List<?> self, @Nullable Object[] arguments) {
        for (int i = Arguments.place(arguments, 1, self.size(), 0); i < self.size(); i++) {
            if (Equality.strict(self.get(i), Arguments.at(arguments, 0))) {
                return (double) i;
            }
        }
        return -1.0;
    }

    private static Object lastIndexOf(List<?> self, @Nullable Object[] arguments) {
        double last = arguments.length > 1 ? Values.integer(Arguments.number(arguments, 1)) : self.size() - 1.0;
        for (int i = (int) (last < 0 ? self.size() + last : Math.min(last, self.size() - 1.0)); i >= 0; i--) {
            if (Equality.strict(self.get(i), Arguments.at(arguments, 0))) {
                return (double) i;
            }
        }
        return -1.0;
    }

    private static @Nullable Object at(List<?> self, @Nullable Object[] arguments) {
        double place = Arguments.integer(arguments, 0, 0);
        double index = place < 0 ? place + self.size() : place;
        return index >= 0 && index < self.size() ? self.get((int) index) : null;
    }

    private static Object slice(List<?> self, @Nullable Object[] arguments) {
        int from = Arguments.place(arguments, 0, self.size(), 0);
        int to = Arguments.place(arguments, 1, self.size(), self.size());
        return from < to ? new ArrayList<@Nullable Object>(self.subList(from, to)) : new ArrayList<@Nullable Object>();
    }

    private static Object concat(List<?> self, @Nullable Object[] arguments) {
        List<@Nullable Object> all = new ArrayList<>(self);
        for (Object argument : arguments) {
            if (argument instanceof List<?> list) {
                all.addAll(list);
            } else {
                all.add(argument);
            }
            Limits.checkElements(all.size());
        }
        return all;
    }

    private static Object with(List<?> self, @Nullable Object[] arguments) {
        double place = Arguments.integer(arguments, 0, 0);
        double index = place < 0 ? place + self.size() : place;
        if (index < 0 || index >= self.size()) {
            throw new EvaluationException("with: there is no element " + Values.text(place));
        }
        List<@Nullable Object> copy = new ArrayList<>(self);
        copy.set((int) index, Arguments.at(arguments, 1));
        return copy;
    }

    private static Object keys(List<?> self) {
        List<@Nullable Object> keys = new ArrayList<>(self.size());
        for (int i = 0; i < self.size(); i++) {
            keys.add((double) i);
        }
        return keys;
    }

    private static Object entries(List<?> self) {
        List<@Nullable Object> entries = new ArrayList<>(self.size());
        for (int i = 0; i < self.size(); i++) {
            entries.add(ObjectFunctions.pair((double) i, self.get(i)));
        }
        return entries;
    }

    private static Object reversed(List<?> self) {
        List<@Nullable Object> copy = new ArrayList<>(self);
        Collections.reverse(copy);
        return copy;
    }

    private static Object flat(List<?> self, @Nullable Object[] arguments) {
        List<@Nullable Object> flat = new ArrayList<>();
        flatten(self, Math.min(Arguments.integer(arguments, 0, 1), Limits.DEPTH), flat, 0);
        return flat;
    }

    /// Gives how many arrays it looked into, which count as elements do: an array may be in another many times.
    static int flatten(List<?> list, double depth, List<@Nullable Object> into, int before) {
        int arrays = before;
        for (Object element : list) {
            if (depth >= 1 && element instanceof List<?> inner) {
                arrays = flatten(inner, depth - 1, into, arrays + 1);
            } else {
                into.add(element);
            }
            Limits.checkElements((long) into.size() + arrays);
        }
        return arrays;
    }
}
