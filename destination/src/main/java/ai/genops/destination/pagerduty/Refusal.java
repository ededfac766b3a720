package ai.genops.destination.pagerduty;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/// Why PagerDuty does not take an event: `{"status":"invalid event","message":...,"errors":[...]}`.
final class Refusal {
    private static final int MAX_TEXT = 1000;
    private static final JsonFactory JSON = new JsonFactory();

    private Refusal() {}

    /// Its texts, one after the other; empty if this is not such an answer.
    static String reason(String answer) {
        StringBuilder reason = new StringBuilder();
        try (JsonParser json = JSON.createParser(answer)) {
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    name = json.currentName();
                } else if (token == JsonToken.VALUE_STRING && (name.equals("message") || name.equals("errors"))) {
                    reason.append(reason.isEmpty() ? "PagerDuty refuses it: " : "; ")
                            .append(json.getText());
                }
            }
        } catch (IOException e) {
            return "";
        }
        String text = reason.toString().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "...";
    }
}
