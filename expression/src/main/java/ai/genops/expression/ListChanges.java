package ai.genops.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Methods of arrays (ECMA-262, 23.1.3) that change the array, which only code has: what it works on are arrays
/// that it made or that were copied for it. And `Object.assign`, which changes its first argument there.
final class ListChanges {
    static final Map<String, Method<List<?>>> TABLE = Method.table(List.of(
            new Method<>("push", Type.NUMBER, 0, (self, added) -> insert(self, self.size(), added)),
            new Method<>("unshift", Type.NUMBER, 0, (self, added) -> insert(self, 0, added)),
            new Method<>(
                    "pop",
                    Type.ANY,
                    0,
                    (self, _) -> self.isEmpty() ? null : own(self).removeLast()),
            new Method<>(
                    "shift",
                    Type.ANY,
                    0,
                    (self, _) -> self.isEmpty() ? null : own(self).removeFirst()),
            new Method<>("splice", Type.LIST, 0, ListChanges::splice),
            new Method<>("fill", Type.LIST, 1, ListChanges::fill),
            new Method<>("reverse", Type.LIST, 0, ListChanges::reverse),
            new Method<>("sort", Type.LIST, 0, ListChanges::sort),
            new Method<>("forEach", Type.NOTHING, 1, ListChanges::forEach)));

    static final Function ASSIGN = Function.of("Object.assign", 1, Type.OBJECT, ListChanges::assign);

    private ListChanges() {}

    /// The array as one that can be changed.
    @SuppressWarnings("unchecked") // what code makes holds anything
    private static List<@Nullable Object> own(List<?> self) {
        if (self instanceof ArrayList<?> list) {
            return (List<@Nullable Object>) list;
        }
        throw new EvaluationException("this array does not change; make one of it, [...list]");
    }

    private static Object insert(List<?> self, int place, @Nullable Object[] added) {
        Limits.checkElements((long) self.size() + added.length);
        own(self).addAll(place, Arrays.asList(added));
        return (double) self.size();
    }

    private static Object splice(List<?> self, @Nullable Object[] arguments) {
        List<@Nullable Object> list = own(self);
        int from = Arguments.place(arguments, 0, list.size(), 0);
        int rest = list.size() - from;
        double given = arguments.length == 1 ? rest : Arguments.integer(arguments, 1, 0);
        int count = arguments.length == 0 ? 0 : (int) Math.clamp(given, 0, rest);
        List<@Nullable Object> part = list.subList(from, from + count);
        List<@Nullable Object> removed = new ArrayList<>(part);
        part.clear();
        if (arguments.length > 2) {
            insert(list, from, Arrays.copyOfRange(arguments, 2, arguments.length));
        }
        return removed;
    }

    private static Object fill(List<?> self, @Nullable Object[] arguments) {
        List<@Nullable Object> list = own(self);
        int from = Arguments.place(arguments, 1, list.size(), 0);
        int to = Arguments.place(arguments, 2, list.size(), list.size());
        for (int i = from; i < to; i++) {
            list.set(i, Arguments.at(arguments, 0));
        }
        return list;
    }

    private static Object reverse(List<?> self, @Nullable Object[] arguments) {
        Collections.reverse(own(self));
        return self;
    }

    private static Object sort(List<?> self, @Nullable Object[] arguments) {
        List<?> sorted = (List<?>) ListCallbacks.sort(self, arguments);
        List<@Nullable Object> list = own(self);
        list.clear();
        list.addAll(sorted);
        return list;
    }

    /// The elements that there are when it begins, as far as they are still there.
    private static @Nullable Object forEach(List<?> self, @Nullable Object[] arguments) {
        Callback callback = Arguments.callback(arguments, "forEach");
        int size = self.size();
        for (int i = 0; i < Math.min(size, self.size()); i++) {
            callback.call(self.get(i), (double) i, self);
        }
        return null;
    }

    @SuppressWarnings("unchecked") // what code makes holds anything
    private static Object assign(@Nullable Object[] arguments) {
        Object target = Arguments.at(arguments, 0);
        if (!(target instanceof LinkedHashMap<?, ?> || target instanceof EventObject)) {
            throw new EvaluationException("Object.assign needs an object, found " + Arguments.describe(target));
        }
        Map<?, ?> map = (Map<?, ?>) target;
        for (int i = 1; i < arguments.length; i++) {
            ((Map<String, @Nullable Object>) map).putAll(ObjectFunctions.members(arguments[i]));
        }
        Limits.checkElements(map.size());
        return map;
    }
}
