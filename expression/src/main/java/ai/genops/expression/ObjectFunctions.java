package ai.genops.expression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Functions of `Object` and `Array` (ECMA-262, 20.1.2 and 23.1.2). What they make is always new: `Object.assign` gives
/// a copy and leaves its first argument alone.
final class ObjectFunctions {
    static final List<Function> ALL = List.of(
            Function.flag("Array.isArray", 1, arguments -> Arguments.at(arguments, 0) instanceof List<?>),
            Function.of("Array.of", 0, Type.LIST, arguments -> new ArrayList<>(Arrays.asList(arguments))),
            Function.of("Array.from", 1, Type.LIST, ObjectFunctions::from),
            Function.of(
                    "Object.keys",
                    1,
                    Type.LIST,
                    arguments -> new ArrayList<@Nullable Object>(
                            members(arguments, "Object.keys").keySet())),
            Function.of(
                    "Object.values",
                    1,
                    Type.LIST,
                    arguments -> new ArrayList<@Nullable Object>(
                            members(arguments, "Object.values").values())),
            Function.of("Object.entries", 1, Type.LIST, ObjectFunctions::entries),
            Function.of("Object.fromEntries", 1, Type.OBJECT, ObjectFunctions::fromEntries),
            Function.of("Object.assign", 1, Type.OBJECT, ObjectFunctions::assign),
            Function.flag("Object.is", 2, arguments -> is(arguments[0], arguments[1])),
            Function.flag("Object.hasOwn", 2, arguments -> Members.has(Arguments.at(arguments, 0), arguments[1])));

    /// What `instanceof` knows.
    static final List<String> CLASSES = List.of("Array", "Date", "Object", "RegExp", "Set");

    private ObjectFunctions() {}

    /// Whether a value is of a class; null for a class that is not known.
    static @Nullable Function instance(String type) {
        Predicate<@Nullable Object> is = switch (type) {
            case "Array" -> value -> value instanceof List<?>;
            case "Date" -> value -> value instanceof JsDate;
            case "Object" -> Values::isObject;
            case "RegExp" -> value -> value instanceof Regex;
            case "Set" -> value -> value instanceof JsSet;
            default -> null;
        };
        return is == null
                ? null
                : Function.flag("instanceof " + type, 1, arguments -> is.test(Arguments.at(arguments, 0)));
    }

    private static Object from(@Nullable Object[] arguments) {
        List<@Nullable Object> list = elements(Arguments.at(arguments, 0));
        if (Arguments.at(arguments, 1) == null) {
            return list;
        }
        if (!(arguments[1] instanceof Callback callback)) {
            throw new EvaluationException(
                    "Array.from needs a function, found " + Arguments.describe(Arguments.at(arguments, 1)));
        }
        for (int i = 0; i < list.size(); i++) {
            list.set(i, callback.call(list.get(i), (double) i));
        }
        return list;
    }

    private static List<@Nullable Object> elements(@Nullable Object from) {
        List<@Nullable Object> list = new ArrayList<>();
        switch (from) {
            case null -> throw new EvaluationException("Array.from of undefined");
            case JsNull _ -> throw new EvaluationException("Array.from of null");
            case List<?> given -> list.addAll(given);
            case String text -> list.addAll(Structures.characters(text));
            case JsSet set -> list.addAll(set.list());
            case Map<?, ?> map -> {
                double length = Math.max(0, Values.integer(Values.number(map.get("length"))));
                Limits.checkElements((long) Math.min(length, Integer.MAX_VALUE));
                for (int i = 0; i < length; i++) {
                    list.add(map.get(Integer.toString(i)));
                }
            }
            default -> {}
        }
        return list;
    }

    private static Object entries(@Nullable Object[] arguments) {
        List<@Nullable Object> entries = new ArrayList<>();
        members(arguments, "Object.entries").forEach((key, value) -> entries.add(pair(key, value)));
        return entries;
    }

    private static Object fromEntries(@Nullable Object[] arguments) {
        if (!(Arguments.at(arguments, 0) instanceof List<?> entries)) {
            throw new EvaluationException("Object.fromEntries needs an array of [name, value], found "
                    + Arguments.describe(Arguments.at(arguments, 0)));
        }
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (Object entry : entries) {
            if (!Values.isObject(entry)) {
                throw new EvaluationException(
                        "Object.fromEntries needs [name, value], found " + Arguments.describe(entry));
            }
            object.put(Values.text(Members.get(entry, 0.0)), Members.get(entry, 1.0));
        }
        return object;
    }

    private static Object assign(@Nullable Object[] arguments) {
        Map<String, @Nullable Object> object =
                new LinkedHashMap<>(members(new @Nullable Object[] {arguments[0]}, "Object.assign"));
        for (int i = 1; i < arguments.length; i++) {
            object.putAll(members(arguments[i]));
        }
        return object;
    }

    /// Like `===`, but NaN is itself and -0 is not 0.
    private static boolean is(@Nullable Object left, @Nullable Object right) {
        if (left instanceof Number a && right instanceof Number b) {
            return Double.valueOf(a.doubleValue()).equals(b.doubleValue());
        }
        return Equality.strict(left, right);
    }

    private static Map<String, @Nullable Object> members(@Nullable Object[] arguments, String function) {
        Object object = Arguments.at(arguments, 0);
        if (Values.isNothing(object)) {
            throw new EvaluationException(function + " of " + Values.text(object));
        }
        return members(object);
    }

    /// The members of a value's own, in their order; nothing for what has none.
    static Map<String, @Nullable Object> members(@Nullable Object value) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        switch (value) {
            case Map<?, ?> map -> map.forEach((key, member) -> members.put(Values.text(key), member));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    members.put(Integer.toString(i), list.get(i));
                }
            }
            case String text -> {
                Limits.checkElements(text.length());
                for (int i = 0; i < text.length(); i++) {
                    members.put(Integer.toString(i), String.valueOf(text.charAt(i)));
                }
            }
            case null, default -> {}
        }
        return members;
    }

    static List<@Nullable Object> pair(@Nullable Object key, @Nullable Object value) {
        List<@Nullable Object> pair = new ArrayList<>(2);
        pair.add(key);
        pair.add(value);
        return pair;
    }
}
