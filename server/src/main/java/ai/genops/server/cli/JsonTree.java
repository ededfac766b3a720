package ai.genops.server.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A JSON value that a server has answered. What is not there reads as null, 0, an empty text or list.
///
/// @param value a map, a list, a text, a number, a boolean, or null
record JsonTree(@Nullable Object value) {
    private static final JsonFactory JSON = new JsonFactory();

    static JsonTree parse(String text) throws IOException {
        try (JsonParser in = JSON.createParser(text)) {
            in.nextToken();
            return read(in);
        }
    }

    private static JsonTree read(JsonParser in) throws IOException {
        return switch (in.currentToken()) {
            case START_OBJECT -> {
                Map<String, JsonTree> fields = new LinkedHashMap<>();
                while (in.nextToken() == com.fasterxml.jackson.core.JsonToken.FIELD_NAME) {
                    String name = in.currentName();
                    in.nextToken();
                    fields.put(name, read(in));
                }
                yield new JsonTree(fields);
            }
            case START_ARRAY -> {
                List<JsonTree> items = new ArrayList<>();
                while (in.nextToken() != com.fasterxml.jackson.core.JsonToken.END_ARRAY) {
                    items.add(read(in));
                }
                yield new JsonTree(items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new JsonTree(in.getDecimalValue());
            case VALUE_TRUE -> new JsonTree(true);
            case VALUE_FALSE -> new JsonTree(false);
            case VALUE_STRING -> new JsonTree(in.getText());
            case null, default -> new JsonTree(null);
        };
    }

    JsonTree at(String name) {
        return value instanceof Map<?, ?> fields && fields.get(name) instanceof JsonTree tree
                ? tree
                : new JsonTree(null);
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> fields && fields.containsKey(name);
    }

    List<JsonTree> items() {
        return value instanceof List<?> items
                ? items.stream().map(JsonTree.class::cast).toList()
                : List.of();
    }

    String text() {
        return value == null ? "" : value.toString();
    }

    long number() {
        return value instanceof BigDecimal number ? number.longValue() : 0;
    }

    double real() {
        return value instanceof BigDecimal number ? number.doubleValue() : 0;
    }

    boolean isTrue() {
        return Boolean.TRUE.equals(value);
    }
}
