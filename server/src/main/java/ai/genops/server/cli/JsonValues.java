package ai.genops.server.cli;

import ai.genops.event.JsonBuffer;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An object of a JSON answer.
record JsonValues(Map<String, Object> members) {
    private static final JsonFactory JSON = new JsonFactory();

    /// The objects of a text that holds one, or a list of them.
    static List<JsonValues> parse(String text) throws IOException {
        try (JsonParser in = JSON.createParser(text)) {
            in.nextToken();
            Object value = in.currentToken() == null ? List.of() : value(in);
            return objects(value instanceof List<?> list ? list : List.of(value));
        }
    }

    String text(String name) {
        return Objects.toString(members.get(name), "");
    }

    long number(String name) {
        return members.get(name) instanceof Number number ? number.longValue() : 0;
    }

    /// The objects of a list; none if there is no such list.
    List<JsonValues> list(String name) {
        return members.get(name) instanceof List<?> list ? objects(list) : List.of();
    }

    /// As JSON, on one line.
    String json() {
        var out = new JsonBuffer(256);
        write(this, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, JsonBuffer out) {
        switch (value) {
            case JsonValues object -> {
                out.raw('{');
                String comma = "";
                for (Map.Entry<String, Object> member : object.members.entrySet()) {
                    out.ascii(comma).text(member.getKey()).raw(':');
                    write(member.getValue(), out);
                    comma = ",";
                }
                out.raw('}');
            }
            case List<?> items -> {
                out.raw('[');
                String comma = "";
                for (Object item : items) {
                    write(item, out.ascii(comma));
                    comma = ",";
                }
                out.raw(']');
            }
            case Long number -> out.number(number);
            case null, default -> out.text(String.valueOf(value));
        }
    }

    private static List<JsonValues> objects(List<?> list) {
        List<JsonValues> objects = new ArrayList<>();
        for (Object item : list) {
            if (item instanceof JsonValues object) {
                objects.add(object);
            }
        }
        return objects;
    }

    private static Object value(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> members = new LinkedHashMap<>();
                while (in.nextToken() == JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    members.put(name, value(in));
                }
                yield new JsonValues(members);
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(in));
                }
                yield items;
            }
            case VALUE_NUMBER_INT -> in.getLongValue();
            case VALUE_NUMBER_FLOAT -> in.getDoubleValue();
            default -> in.getText();
        };
    }
}
