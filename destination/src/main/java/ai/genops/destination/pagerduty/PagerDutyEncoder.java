package ai.genops.destination.pagerduty;

import ai.genops.destination.alert.Alert;
import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.UnencodableException;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import java.io.IOException;
import java.time.Instant;

/// Writes events as the API takes them, without the routing key unless a template has it.
/// Source: developer.pagerduty.com/docs/send-alert-event.
final class PagerDutyEncoder {
    /// Of `summary`; what is longer is cut off by the API.
    private static final int MAX_SUMMARY = 1024;

    private PagerDutyEncoder() {}

    /// By a template, as it is written. What it has no `event_action` for is `action`; a trigger without a
    /// `dedup_key` gets one of the event's own, so that a retry opens no second incident.
    static Encoder of(Encoder template, String action) {
        JsonBuffer written = new JsonBuffer(1024);
        return (event, out) -> {
            written.clear();
            template.encode(event, written);
            byte[] body = written.toBytes();
            Head head = head(body);
            out.raw('{');
            if (head.action().isEmpty()) {
                out.ascii("\"event_action\":").text(action).raw(',');
            }
            boolean triggers = head.action().isEmpty()
                    ? action.equals("trigger")
                    : head.action().equals("trigger");
            if (head.dedupKey().isEmpty() && triggers) {
                out.ascii("\"dedup_key\":\"genops/").number(event.offset()).raw('/');
                out.number((long) event.ordinal()).ascii("\",");
            }
            out.raw(body, 1, body.length - 1);
        };
    }

    private static Head head(byte[] body) throws UnencodableException {
        try {
            Head head = Head.of(body);
            if (body[0] == '{' && body.length > 2) {
                return head;
            }
        } catch (IOException e) {
            // Told below.
        }
        throw new UnencodableException("the payload template gives no JSON object");
    }

    /// Our own form. `action` empty: `resolve` for what has recovered, else `trigger`.
    static Encoder own(String action) {
        return (event, out) -> {
            int start = out.size();
            Alert alert = Alert.of(event);
            write(event, alert, action, true, out);
            if (out.size() - start > PagerDutyTransport.MAX_BYTES / 2) {
                out.truncate(start);
                write(event, alert, action, false, out);
            }
        };
    }

    private static void write(Event event, Alert alert, String action, boolean detailed, JsonBuffer out) {
        String usual = alert.recovered() ? "resolve" : "trigger";
        out.ascii("{\"event_action\":").text(action.isEmpty() ? usual : action);
        out.ascii(",\"dedup_key\":").text(alert.key()).ascii(",\"client\":\"GenOps\",\"payload\":{\"summary\":");
        out.text(cut(alert.title())).ascii(",\"source\":").text(cut(alert.source()));
        out.ascii(",\"severity\":\"").ascii(alert.severity().label());
        out.ascii("\",\"timestamp\":")
                .text(Instant.ofEpochSecond(0, event.timeNanos()).toString());
        out.ascii(",\"class\":\"").ascii(alert.kind()).raw('"');
        member("group", alert.fact("Team"), out);
        member("component", alert.fact("Project"), out);
        out.ascii(",\"custom_details\":{\"event\":").text(detailed ? event.name() : cut(event.name()));
        if (detailed) {
            EventJson.writeFields(event, out);
        }
        out.ascii("}}}");
    }

    private static void member(String name, String value, JsonBuffer out) {
        if (!value.isEmpty()) {
            out.ascii(",\"").ascii(name).ascii("\":").text(cut(value));
        }
    }

    private static String cut(String text) {
        return text.length() <= MAX_SUMMARY ? text : text.substring(0, MAX_SUMMARY - 3) + "...";
    }
}
