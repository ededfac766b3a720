package ai.genops.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `object[key]` and `key in object` give.
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
}
