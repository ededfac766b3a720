package ai.genops.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.linecorp.armeria.common.HttpStatus;
import java.io.IOException;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// The body of a request that changes something: a flat JSON object of texts.
record Words(TreeMap<String, String> texts) {
    private static final JsonFactory JSON = new JsonFactory();

    /// @throws ApiException if it is none, or has other keys than `known`
    static Words parse(String body, Set<String> known) {
        var texts = new TreeMap<String, String>();
        try (JsonParser in = JSON.createParser(body)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw wrong("the body must be a JSON object");
            }
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String name = in.currentName();
                if (!known.contains(name)) {
                    throw wrong("`" + name + "` is not known; known are " + String.join(", ", new TreeSet<>(known)));
                }
                if (in.nextToken() != JsonToken.VALUE_STRING) {
                    throw wrong("`" + name + "` must be a text");
                }
                texts.put(name, in.getText());
            }
        } catch (JsonProcessingException e) {
            throw wrong("the body is not JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw wrong("the body cannot be read: " + e.getMessage());
        }
        return new Words(texts);
    }

    String get(String name, String otherwise) {
        String text = texts.getOrDefault(name, "");
        return text.isBlank() ? otherwise : text;
    }

    /// Of a word that must be there, every character.
    String exactly(String name) {
        String text = texts.get(name);
        if (text == null) {
            throw wrong("`" + name + "` is missing");
        }
        return text;
    }

    private static ApiException wrong(String text) {
        return new ApiException(HttpStatus.BAD_REQUEST, text);
    }
}
