package ai.genops.destination.snowflake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/// Snowflake's answers: objects of texts, numbers and further objects.
final class Json {
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json() {}

    /// The members of an object; values are texts, or members again. Empty for what is no object.
    static Map<String, Object> read(String text) {
        try (JsonParser parser = FACTORY.createParser(text)) {
            return parser.nextToken() == JsonToken.START_OBJECT ? members(parser) : Map.of();
        } catch (IOException e) {
            return Map.of();
        }
    }

    private static Map<String, Object> members(JsonParser parser) throws IOException {
        Map<String, Object> members = new HashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT) {
                members.put(name, members(parser));
            } else if (value.isScalarValue() && value != JsonToken.VALUE_NULL) {
                members.put(name, parser.getText());
            } else {
                parser.skipChildren();
            }
        }
        return members;
    }

    /// A text or number; empty if there is none.
    static String text(Map<String, Object> members, String name) {
        return members.get(name) instanceof String text ? text : "";
    }

    /// The members of an inner object; empty if there is none.
    @SuppressWarnings("unchecked") // what is no text is members
    static Map<String, Object> inner(Map<String, Object> members, String name) {
        return members.get(name) instanceof Map<?, ?> inner ? (Map<String, Object>) inner : Map.of();
    }
}
