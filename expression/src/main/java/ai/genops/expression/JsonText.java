package ai.genops.expression;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// JSON.stringify (ECMA-262, 25.5.2).
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final String indent;
    private final @Nullable Callback replacer;
    private final @Nullable Set<String> allowed;

    private JsonText(String indent, @Nullable Callback replacer, @Nullable Set<String> allowed) {
        this.indent = indent;
        this.replacer = replacer;
        this.allowed = allowed;
    }

    /// Of a value, a replacer (a function or a list of the names wanted) and the indent: the text, or null (undefined)
    /// for what JSON has nothing for.
    static @Nullable String of(@Nullable Object[] arguments) {
        Callback replacer = Arguments.at(arguments, 1) instanceof Callback function ? function : null;
        Set<String> allowed = Arguments.at(arguments, 1) instanceof List<?> names ? names(names) : null;
        var json = new JsonText(indent(Arguments.at(arguments, 2)), replacer, allowed);
        Object value = json.replaced("", Arguments.at(arguments, 0));
        if (isLeftOut(value)) {
            return null;
        }
        json.value(value, 0);
        return json.out.toString();
    }

    private static Set<String> names(List<?> names) {
        Set<String> allowed = new LinkedHashSet<>();
        names.forEach(name -> allowed.add(Values.text(name)));
        return allowed;
    }

    private static String indent(@Nullable Object space) {
        return space instanceof Number number
                ? " ".repeat((int) Math.clamp(number.doubleValue(), 0, 10))
                : space instanceof String text ? text.substring(0, Math.min(10, text.length())) : "";
    }

    private @Nullable Object replaced(Object key, @Nullable Object value) {
        return replacer == null ? value : replacer.call(Values.text(key), value);
    }

    private static boolean isLeftOut(@Nullable Object value) {
        return value == null || value instanceof Callback;
    }

    private void value(@Nullable Object value, int depth) {
        Limits.checkText(out.length());
        Limits.checkDepth(depth);
        switch (value) {
            case null -> out.append("null");
            case String text -> quoted(text);
            case BigDecimal decimal -> out.append(decimal.toPlainString());
            case Number number when !Double.isFinite(number.doubleValue()) -> out.append("null");
            case List<?> list -> list(list, depth + 1);
            case Map<?, ?> map -> map(map, depth + 1);
            case JsDate date when date.isValid() -> quoted(date.iso());
            case JsDate _, Callback _ -> out.append("null");
            case Regex _, JsSet _ -> out.append("{}");
            case byte[] binary -> quoted(Values.text(binary));
            default -> out.append(Values.text(value));
        }
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i > 0 ? "," : "");
            line(depth);
            value(replaced((double) i, list.get(i)), depth);
        }
        if (!list.isEmpty()) {
            line(depth - 1);
        }
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        boolean empty = true;
        for (Map.Entry<String, @Nullable Object> entry : chosen(map).entrySet()) {
            Object value = replaced(entry.getKey(), entry.getValue());
            if (isLeftOut(value)) {
                continue;
            }
            out.append(empty ? "" : ",");
            empty = false;
            line(depth);
            quoted(entry.getKey());
            out.append(indent.isEmpty() ? ":" : ": ");
            value(value, depth);
        }
        if (!empty) {
            line(depth - 1);
        }
        out.append('}');
    }

    /// The members wanted, in the order they are wanted in.
    private Map<String, @Nullable Object> chosen(Map<?, ?> map) {
        Map<String, @Nullable Object> members = ObjectFunctions.members(map);
        if (allowed == null) {
            return members;
        }
        Map<String, @Nullable Object> chosen = new LinkedHashMap<>();
        allowed.stream().filter(members::containsKey).forEach(name -> chosen.put(name, members.get(name)));
        return chosen;
    }

    private void line(int depth) {
        if (!indent.isEmpty()) {
            out.append('\n').repeat(indent, depth);
        }
    }

    private void quoted(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || isHalf(text, i)) {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }

    /// Whether the unit at a place is half a surrogate pair.
    private static boolean isHalf(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == text.length() || !Character.isLowSurrogate(text.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
    }
}
