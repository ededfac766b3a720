package ai.genops.rules;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, texts, decimals and truths. Numbers are read from their text, so that prices stay exact. */
public final class JsonTree {
    private static final JsonFactory JSON = new JsonFactory();
    /** A price has no more, and arithmetic with it stays small. */
    private static final int MAX_SCALE = 30;

    private JsonTree() {}

    /**
     * Reads a whole document.
     *
     * @throws IOException if it is no JSON; the message says where
     */
    public static @Nullable Object read(byte[] text) throws IOException {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return value(json);
        } catch (JsonProcessingException e) {
            var at = e.getLocation();
            throw new IOException(
                    "line %d, column %d: %s".formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()), e);
        }
    }

    public static Map<?, ?> map(@Nullable Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    public static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Empty for what is no text. */
    public static String text(@Nullable Object value) {
        return value instanceof String text ? text : "";
    }

    /** An amount from 0; null for what is none. */
    public static @Nullable BigDecimal amount(@Nullable Object value) {
        return value instanceof BigDecimal number
                        && number.signum() >= 0
                        && Math.abs(number.scale()) < MAX_SCALE
                        && number.precision() < MAX_SCALE
                ? number
                : null;
    }

    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == null) {
            return null;
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> members = new LinkedHashMap<>();
                while (json.nextToken() == JsonToken.FIELD_NAME) {
                    String name = json.currentName();
                    json.nextToken();
                    members.put(name, value(json));
                }
                yield members;
            }
            case START_ARRAY -> {
                List<@Nullable Object> items = new ArrayList<>();
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(json));
                }
                yield items;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> json.getDecimalValue();
            case VALUE_STRING -> json.getText();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }
}
