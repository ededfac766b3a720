package ai.genops.observability.validate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The values of a JSON object by their places: {@code partialSuccess.rejectedSpans}, {@code results.0.index}. */
final class JsonFields {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, String> values = new HashMap<>();
    private boolean object;

    /** Of text that is no JSON object: nothing. */
    static JsonFields of(String text) {
        var fields = new JsonFields();
        try (JsonParser parser = JSON.createParser(text)) {
            fields.object = parser.nextToken() == JsonToken.START_OBJECT;
            if (fields.object) {
                fields.read(parser);
            }
        } catch (IOException e) {
            fields.object = false;
            fields.values.clear();
        }
        return fields;
    }

    boolean isObject() {
        return object;
    }

    /** The value at that place as text; empty if there is none. */
    String at(String place) {
        return values.getOrDefault(place, "");
    }

    private void read(JsonParser parser) throws IOException {
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isScalarValue()) {
                values.put(
                        parser.getParsingContext()
                                .pathAsPointer()
                                .toString()
                                .substring(1)
                                .replace('/', '.'),
                        parser.getText());
            }
        }
        if (!parser.getParsingContext().inRoot()) {
            throw new IOException("torn");
        }
    }
}
