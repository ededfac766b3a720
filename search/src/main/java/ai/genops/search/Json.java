package ai.genops.search;

import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON (RFC 8259) for results.
final class Json {
    private Json() {}

    /// An object of the driver's values.
    static String write(Map<String, Object> object) throws SQLException {
        var json = new StringBuilder("{");
        for (Map.Entry<String, Object> entry : object.entrySet()) {
            field(json, entry.getKey(), Values.of(entry.getValue()));
        }
        return json.append('}').toString();
    }

    /// Adds `"name":value` to an object that is being written.
    static void field(StringBuilder json, String name, @Nullable Value value) {
        if (json.charAt(json.length() - 1) != '{') {
            json.append(',');
        }
        string(json, name);
        json.append(':');
        value(json, value);
    }

    private static void value(StringBuilder json, @Nullable Value value) {
        switch (value) {
            case null -> json.append("null");
            case Value.Text(String text) -> string(json, text);
            case Value.Num number -> json.append(number.display());
            case Value.Many(var values) -> {
                json.append('[');
                for (int i = 0; i < values.size(); i++) {
                    json.append(i == 0 ? "" : ",");
                    value(json, values.get(i));
                }
                json.append(']');
            }
        }
    }

    private static void string(StringBuilder json, String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    if (c < ' ' || (Character.isSurrogate(c) && !isPaired(text, i))) {
                        json.append("\\u%04x".formatted((int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isPaired(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
