package ai.genops.destination.pagerduty;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// What of an event decides how it is handled. Empty is what the event does not say.
record Head(String routingKey, String action, String dedupKey, String severity) {
    private static final JsonFactory JSON = new JsonFactory();

    /// Throws IOException if this is not one JSON object.
    static Head of(byte[] body) throws IOException {
        String[] found = {"", "", "", ""};
        try (JsonParser json = JSON.createParser(body)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not a JSON object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "routing_key" -> found[0] = text(json);
                    case "event_action" -> found[1] = text(json);
                    case "dedup_key" -> found[2] = text(json);
                    case "payload" -> found[3] = severity(json);
                    default -> json.skipChildren();
                }
            }
            if (json.nextToken() != null) {
                throw new IOException("more than one JSON object");
            }
        }
        return new Head(found[0], found[1], found[2], found[3]);
    }

    private static String severity(JsonParser json) throws IOException {
        String severity = "";
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return severity;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean wanted = json.currentName().equals("severity");
            json.nextToken();
            String text = text(json);
            severity = wanted ? text : severity;
        }
        return severity;
    }

    private static String text(JsonParser json) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getText();
        }
        json.skipChildren();
        return "";
    }
}
