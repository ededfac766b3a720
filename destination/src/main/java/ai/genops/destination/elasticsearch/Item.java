package ai.genops.destination.elasticsearch;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Outcome.Delivered;
import ai.genops.destination.delivery.Outcome.Failed;
import ai.genops.destination.delivery.Outcome.Refused;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What became of one document of a bulk.
///
/// @param words the error's types and reasons, from the outermost to its root; empty if there is none
record Item(int status, String words) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_WORDS = 500;

    /// The items of an answer, in its order. Throws if it is not a complete answer.
    static List<Item> list(String answer) throws IOException {
        List<Item> items = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(answer)) {
            expect(parser.nextToken(), JsonToken.START_OBJECT);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (name.equals("items") && value == JsonToken.START_ARRAY) {
                    while (parser.nextToken() == JsonToken.START_OBJECT) {
                        items.add(action(parser));
                    }
                } else {
                    parser.skipChildren();
                }
            }
            expect(parser.currentToken(), JsonToken.END_OBJECT);
        }
        return items;
    }

    /// `{"create":{"status":400,"error":{...}}}`
    private static Item action(JsonParser parser) throws IOException {
        expect(parser.nextToken(), JsonToken.FIELD_NAME);
        expect(parser.nextToken(), JsonToken.START_OBJECT);
        int status = 0;
        Set<String> words = new LinkedHashSet<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (name.equals("status")) {
                status = parser.getIntValue();
            } else if (name.equals("error")) {
                words(parser, words);
            } else {
                parser.skipChildren();
            }
        }
        expect(parser.nextToken(), JsonToken.END_OBJECT);
        String text = String.join(": ", words).replaceAll("[\\p{Cntrl}\\s]+", " ");
        return new Item(status, text.length() <= MAX_WORDS ? text : text.substring(0, MAX_WORDS) + "...");
    }

    private static void words(JsonParser parser, Set<String> words) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            words.add(parser.getText());
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_STRING && (name.equals("type") || name.equals("reason"))) {
                words.add(parser.getText());
            } else if (name.equals("caused_by")) {
                words(parser, words);
            } else {
                parser.skipChildren();
            }
        }
    }

    private static void expect(JsonToken found, JsonToken wanted) throws IOException {
        if (found != wanted) {
            throw new IOException(wanted + " expected, found " + found);
        }
    }

    /// A conflict means that it is there already, sent by an earlier attempt. What is wrong with the server or its
    /// configuration, not with the document, is waited for.
    Outcome outcome() {
        String reason = "status " + status + (words.isEmpty() ? "" : ": " + words);
        return switch (status) {
            case 200, 201, 409 -> new Delivered();
            case 401, 403, 404, 408, 429 -> new Failed(reason, null);
            default -> isOfDocument() ? new Refused(reason) : new Failed(reason, null);
        };
    }

    private boolean isOfDocument() {
        boolean noPipeline = words.contains("pipeline with id [");
        return status >= 400 && status < 500 && !noPipeline;
    }
}
