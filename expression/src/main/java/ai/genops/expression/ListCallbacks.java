package ai.genops.expression;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Methods of arrays that call a function for each element. In code the function may change the array
/// meanwhile.
final class ListCallbacks {
    static final List<Method<List<?>>> ALL = List.of(
            new Method<>("map", Type.LIST, 1, ListCallbacks::map),
            new Method<>("flatMap", Type.LIST, 1, ListCallbacks::flatMap),
            new Method<>("filter", Type.LIST, 1, ListCallbacks::filter),
            new Method<>("some", Type.BOOLEAN, 1, (self, arguments) -> find(self, arguments, "some", true) >= 0),
            new Method<>("every", Type.BOOLEAN, 1, (self, arguments) -> find(self, arguments, "every", false) < 0),
            new Method<>("find", Type.ANY, 1, ListCallbacks::first),
            new Method<>("findIndex", Type.NUMBER, 1, (self, arguments) ->
                    (double) find(self, arguments, "findIndex", true)),
            new Method<>("findLast", Type.ANY, 1, ListCallbacks::last),
            new Method<>("findLastIndex", Type.NUMBER, 1, (self, arguments) ->
                    (double) findLast(self, arguments, "findLastIndex")),
            new Method<>("reduce", Type.ANY, 1, ListCallbacks::reduce),
            new Method<>("reduceRight", Type.ANY, 1, ListCallbacks::reduceRight),
            new Method<>("sort", Type.LIST, 0, ListCallbacks::sort),
            new Method<>("toSorted", Type.LIST, 0, ListCallbacks::sort));

    private ListCallbacks() {}

    private static @Nullable Object call(Callback callback, List<?> list, int index) {
        return callback.call(list.get(index), (double) index, list);
    }

    private static List<@Nullable Object> map(List<?> self, @Nullable Object[] arguments) {
        Callback callback = Arguments.callback(arguments, "map");
        List<@Nullable Object> results = new ArrayList<>(self.size());
        for (int i = 0; i < self.size(); i++) {
            results.add(call(callback, self, i));
        }
        return results;
    }

    private static Object flatMap(List<?> self, @Nullable Object[] arguments) {
        List<@Nullable Object> flat = new ArrayList<>();
        ListMethods.flatten(map(self, arguments), 1, flat, 0);
        return flat;
    }

    private static Object filter(List<?> self, @Nullable Object[] arguments) {
        Callback callback = Arguments.callback(arguments, "filter");
        List<@Nullable Object> kept = new ArrayList<>();
        for (int i = 0; i < self.size(); i++) {
            Object element = self.get(i);
            if (Values.isTrue(call(callback, self, i))) {
                kept.add(element);
            }
        }
        return kept;
    }

    /// Index of the first element for which the function gives `wanted`, or -1.
    private static int find(List<?> self, @Nullable Object[] arguments, String method, boolean wanted) {
        Callback callback = Arguments.callback(arguments, method);
        for (int i = 0; i < self.size(); i++) {
            if (Values.isTrue(call(callback, self, i)) == wanted) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object first(List<?> self, @Nullable Object[] arguments) {
        int index = find(self, arguments, "find", true);
        return index < 0 || index >= self.size() ? null : self.get(index);
    }

    private static int findLast(List<?> self, @Nullable Object[] arguments, String method) {
        Callback callback = Arguments.callback(arguments, method);
        int i = self.size() - 1;
        while (i >= 0 && (i >= self.size() || !Values.isTrue(call(callback, self, i)))) {
            i--;
        }
        return i;
    }

    private static @Nullable Object last(List<?> self, @Nullable Object[] arguments) {
        int index = findLast(self, arguments, "findLast");
        return index < 0 || index >= self.size() ? null : self.get(index);
    }

    private static @Nullable Object reduceRight(List<?> self, @Nullable Object[] arguments) {
        Callback callback = Arguments.callback(arguments, "reduceRight");
        boolean given = arguments.length > 1;
        if (!given && self.isEmpty()) {
            throw new EvaluationException("reduceRight of an empty array needs a first value");
        }
        Object result = given ? arguments[1] : self.getLast();
        for (int i = self.size() - (given ? 1 : 2); i >= 0; i--) {
            result = i < self.size() ? callback.call(result, self.get(i), (double) i, self) : result;
        }
        return result;
    }

    private static @Nullable Object reduce(List<?> self, @Nullable Object[] arguments) {
        Callback callback = Arguments.callback(arguments, "reduce");
        boolean given = arguments.length > 1;
        if (!given && self.isEmpty()) {
            throw new EvaluationException("reduce of an empty array needs a first value");
        }
        Object result = given ? arguments[1] : self.getFirst();
        for (int i = given ? 0 : 1; i < self.size(); i++) {
            result = callback.call(result, self.get(i), (double) i, self);
        }
        return result;
    }

    static Object sort(List<?> self, @Nullable Object[] arguments) {
        if (Arguments.at(arguments, 0) == null) {
            return Lists.sorted(self, ListCallbacks::isTextAfter);
        }
        Callback callback = Arguments.callback(arguments, "sort");
        return Lists.sorted(
                new ArrayList<>(self), (a, b) -> b != null && (a == null || Values.number(callback.call(a, b)) > 0));
    }

    private static boolean isTextAfter(@Nullable Object first, @Nullable Object second) {
        if (first == null || second == null) {
            return second != null;
        }
        return Values.text(first).compareTo(Values.text(second)) > 0;
    }
}
