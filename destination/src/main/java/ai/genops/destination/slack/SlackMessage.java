package ai.genops.destination.slack;

import ai.genops.destination.alert.Alert;
import ai.genops.destination.delivery.Request;
import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// Messages of our own form: each event as a paragraph of Slack's `mrkdwn`.
/// Source: api.slack.com/reference/surfaces/formatting.
final class SlackMessage {
    private static final int MAX_TITLE = 300;
    private static final int MAX_FACT = 200;

    private SlackMessage() {}

    /// Writes the paragraph of one event as a JSON string.
    static void write(Event event, JsonBuffer out) {
        Alert alert = Alert.of(event);
        StringJoiner facts = new StringJoiner(" | ");
        alert.facts().forEach((label, value) -> facts.add(label + ": " + escape(value, MAX_FACT)));
        String state = alert.recovered() ? "recovered" : alert.severity().label();
        String title = "*" + escape(alert.title(), MAX_TITLE) + "* (" + state + ")";
        out.text(facts.length() == 0 ? title : title + "\n" + facts);
    }

    /// Whether this was written here, and not by a template, which gives an object.
    static boolean isParagraph(Request request, int index) {
        return request.event(index).get(0) == '"';
    }

    /// One message of the paragraphs of several events: equal ones once, with their number; beyond `maxShown` only
    /// how many there are.
    static byte[] of(Request request, List<Integer> events, int maxShown) {
        Map<String, Integer> paragraphs = new LinkedHashMap<>();
        for (int index : events) {
            String quoted = StandardCharsets.UTF_8.decode(request.event(index)).toString();
            paragraphs.merge(quoted.substring(1, quoted.length() - 1), 1, Integer::sum);
        }
        StringJoiner text = new StringJoiner("\\n\\n", "{\"text\":\"", "\"}");
        int shown = 0;
        int left = events.size();
        for (var paragraph : paragraphs.entrySet()) {
            if (shown++ == maxShown) {
                text.add("... and " + left + " more");
                break;
            }
            int count = paragraph.getValue();
            text.add(count == 1 ? paragraph.getKey() : paragraph.getKey() + " (" + count + " times)");
            left -= count;
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String escape(String text, int most) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ");
        String cut = line.length() <= most ? line : line.substring(0, most - 3) + "...";
        return cut.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
