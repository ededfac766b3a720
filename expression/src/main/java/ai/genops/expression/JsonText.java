package ai.genops.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON.stringify (ECMA-262, 25.5.2), without a replacer.
final class JsonText {
    private final StringBuilder out = new StringBuilder();
    private final String indent;

    private JsonText(String indent) {
        this.indent = indent;
    }

    /// The text, or null (undefined) for what JSON has nothing for.
    static @Nullable String of(@Nullable Object value, @Nullable Object space) {
        if (value == null || value instanceof Callback) {
            return null;
        }
        String indent = space instanceof Number number
                ? " ".repeat((int) Math.clamp(number.doubleValue(), 0, 10))
                : space instanceof String text ? text.substring(0, Math.min(10, text.length())) : "";
        var json = new JsonText(indent);
        json.value(value, 0);
        return json.out.toString();
    }

    private void value(@Nullable Object value, int depth) {
        Limits.checkText(out.length());
        switch (value) {
            case null -> out.append("null");
            case String text -> quoted(text);
            case Number number when !Double.isFinite(number.doubleValue()) -> out.append("null");
            case List<?> list -> list(list, depth + 1);
            case Map<?, ?> map -> map(map, depth + 1);
            case JsDate date when date.isValid() -> quoted(date.iso());
            case JsDate _, Callback _ -> out.append("null");
            case Regex _ -> out.append("{}");
            case byte[] binary -> quoted(Values.text(binary));
            default -> out.append(Values.text(value));
        }
    }

    private void list(List<?> list, int depth) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i > 0 ? "," : "");
            line(depth);
            value(list.get(i), depth);
        }
        if (!list.isEmpty()) {
            line(depth - 1);
        }
        out.append(']');
    }

    private void map(Map<?, ?> map, int depth) {
        out.append('{');
        boolean empty = true;
        for (var entry : map.entrySet()) {
            if (entry.getValue() == null || entry.getValue() instanceof Callback) {
                continue;
            }
            out.append(empty ? "" : ",");
            empty = false;
            line(depth);
            quoted(Values.text(entry.getKey()));
            out.append(indent.isEmpty() ? ":" : ": ");
            value(entry.getValue(), depth);
        }
        if (!empty) {
            line(depth - 1);
        }
        out.append('}');
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
