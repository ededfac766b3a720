package ai.genops.destination.email;

import ai.genops.destination.alert.Alert;
import ai.genops.destination.delivery.Request;
import ai.genops.event.Event;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.StringJoiner;

/// What people read: the subject and the body of one event, or of several.
record Mail(String subject, String body) {
    private static final int MAX_SUBJECT = 200;
    private static final JsonFactory JSON = new JsonFactory();

    /// The body of an event without a template.
    static String text(Event event) {
        Alert alert = Alert.of(event);
        StringBuilder text = new StringBuilder(alert.title());
        text.append(" (")
                .append(alert.recovered() ? "recovered" : alert.severity().label())
                .append(")\n");
        alert.facts()
                .forEach((label, value) ->
                        text.append(label).append(": ").append(value).append('\n'));
        return text.toString();
    }

    /// Texts cannot become markup.
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /// The events of a request: one as it is; several under the first one's subject, one after the other.
    static Mail of(Request request, EmailSettings settings) throws IOException {
        Mail first = read(request, 0);
        int events = request.events();
        if (events == 1) {
            return new Mail(line(first.subject()), first.body());
        }
        StringJoiner body = new StringJoiner(settings.html() ? "\n<hr>\n" : "\n--\n\n");
        for (int i = 0; i < Math.min(events, settings.maxShown()); i++) {
            body.add(read(request, i).body());
        }
        int left = events - settings.maxShown();
        if (left > 0) {
            String rest = "... and " + left + " more events, which this mail does not show.\n";
            body.add(settings.html() ? "<p>" + rest + "</p>" : rest);
        }
        return new Mail(line(first.subject()) + " (and " + (events - 1) + " more)", body.toString());
    }

    /// One line: whatever an event says, it begins no header.
    private static String line(String text) {
        String line =
                text.replaceAll("[\\p{Cntrl}\\s\\u0085\\u2028\\u2029]+", " ").strip();
        return line.length() <= MAX_SUBJECT ? line : line.substring(0, MAX_SUBJECT - 3) + "...";
    }

    /// An event as [EmailTransport] encodes it: `{"subject":...,"body":...}`.
    private static Mail read(Request request, int index) throws IOException {
        byte[] event = new byte[request.event(index).remaining()];
        request.event(index).get(event);
        try (JsonParser json = JSON.createParser(event)) {
            json.nextToken();
            json.nextToken();
            String subject = json.nextTextValue();
            json.nextToken();
            return new Mail(subject, json.nextTextValue());
        }
    }
}
