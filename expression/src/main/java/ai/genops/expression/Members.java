package ai.genops.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `object[key]` and `key in object` give, and setting it.
final class Members {
    private Members() {}

    static @Nullable Object get(@Nullable Object object, @Nullable Object key) {
        return switch (object) {
            case null -> throw nothing("undefined", key);
            case JsNull _ -> throw nothing("null", key);
            case Map<?, ?> map -> map.get(Values.text(key));
            case List<?> list -> element(list, key);
            case String text -> character(text, key);
            case JsSet set -> "size".equals(key) ? Values.box(set.size()) : null;
            case Regex regex -> regex.member(Values.text(key));
            default -> null;
        };
    }

    private static EvaluationException nothing(String what, @Nullable Object key) {
        return new EvaluationException("cannot read '" + Values.text(key) + "' of " + what);
    }

    private static @Nullable Object element(List<?> list, @Nullable Object key) {
        int index = index(key);
        if (index >= 0) {
            return index < list.size() ? list.get(index) : null;
        }
        if (key instanceof String name) {
            return name.equals("length")
                    ? Values.box(list.size())
                    : list instanceof RegexMatch match ? match.member(name) : null;
        }
        return null;
    }

    private static @Nullable Object character(String text, @Nullable Object key) {
        int index = index(key);
        if (index >= 0) {
            return index < text.length() ? String.valueOf(text.charAt(index)) : null;
        }
        return "length".equals(key) ? Values.box(text.length()) : null;
    }

    /// The array index that a key is, or -1.
    private static int index(@Nullable Object key) {
        if (key instanceof Number number) {
            int index = number.intValue();
            return index == number.doubleValue() ? index : -1;
        }
        if (key instanceof String text && !text.isEmpty() && text.length() < 10) {
            double number = Numerals.number(text);
            return number >= 0 && Values.text(number).equals(text) ? index(number) : -1;
        }
        return -1;
    }

    /// Whether an object has a member of its own; everything else has none.
    static boolean has(@Nullable Object object, @Nullable Object key) {
        return switch (object) {
            case Map<?, ?> map -> map.containsKey(Values.text(key));
            case List<?> list -> "length".equals(key) || (index(key) >= 0 && index(key) < list.size());
            case String text -> "length".equals(key) || (index(key) >= 0 && index(key) < text.length());
            case null, default -> false;
        };
    }

    /// `object[key] = value`, of what code has made or got a copy of. Gives how many elements that added.
    @SuppressWarnings("unchecked") // what code makes holds anything
    static int set(@Nullable Object object, @Nullable Object key, @Nullable Object value) {
        return switch (object) {
            case null -> throw unchangeable("undefined", key);
            case JsNull _ -> throw unchangeable("null", key);
            case EventObject event -> {
                event.put(Values.text(key), value);
                yield 1;
            }
            case LinkedHashMap<?, ?> map -> setMember((Map<String, @Nullable Object>) map, key, value);
            case ArrayList<?> list -> setElement((List<@Nullable Object>) list, key, value);
            default -> throw unchangeable(Arguments.describe(object), key);
        };
    }

    private static int setMember(Map<String, @Nullable Object> map, @Nullable Object key, @Nullable Object value) {
        map.put(Values.text(key), value);
        Limits.checkElements(map.size());
        return 1;
    }

    private static int setElement(List<@Nullable Object> list, @Nullable Object key, @Nullable Object value) {
        int index = index(key);
        if (index < 0 && !"length".equals(key)) {
            throw new EvaluationException("an array has numbered elements only, not `" + Values.text(key) + "`");
        }
        double size = index < 0 ? Values.number(value) : Math.max(list.size(), index + 1.0);
        if (!(size >= 0)) {
            throw new EvaluationException("an array cannot have " + Arguments.describe(value) + " elements");
        }
        int before = list.size();
        Limits.checkElements((long) size);
        while (list.size() < size) {
            list.add(null);
        }
        list.subList((int) size, list.size()).clear();
        if (index >= 0) {
            list.set(index, value);
        }
        return Math.max(0, list.size() - before);
    }

    /// `delete object[key]`.
    static void delete(@Nullable Object object, @Nullable Object key) {
        switch (object) {
            case EventObject event -> event.remove(Values.text(key));
            case LinkedHashMap<?, ?> map -> map.remove(Values.text(key));
            case ArrayList<?> list when index(key) >= list.size() -> {}
            case ArrayList<?> list when index(key) >= 0 -> list.set(index(key), null);
            case null, default -> throw unchangeable(Arguments.describe(object), key);
        }
    }

    private static EvaluationException unchangeable(String what, @Nullable Object key) {
        return new EvaluationException("cannot set '" + Values.text(key) + "' of " + what);
    }
}
