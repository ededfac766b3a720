package ai.genops.server.health;

import ai.genops.destination.alert.Alert;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A notice in the form that destinations take: an event that no source has received and no log holds. One thread at a
/// time.
final class NoticeEvent {
    static final Fields FIELDS = new Fields();

    private static final byte[] NAME = "genops.health".getBytes(StandardCharsets.UTF_8);
    private static final int TITLE = FIELDS.define("alert_title");
    private static final int SEVERITY = FIELDS.define("alert_severity");
    private static final int KEY = FIELDS.define("alert_key");
    private static final int STATE = FIELDS.define("alert_state");
    private static final int SUBJECT = FIELDS.define("alert_subject");
    private static final int CONDITION = FIELDS.define("alert_condition");
    private static final int VALUE = FIELDS.define("alert_value");
    private static final int SINCE = FIELDS.define("alert_since");
    private static final int SERVICE = FIELDS.define("service_name");

    private final Event event = new Event();
    private final String server;
    private final String instance;

    NoticeEvent(String server, String instance) {
        this.server = server;
        this.instance = instance;
    }

    /// Valid until the next call.
    Event of(Notice notice) {
        event.receive(Kind.LOG, Alert.HEALTH_INPUT, NAME, notice.sequence(), 0, notice.millis());
        event.name(0, NAME.length);
        event.enter("", FIELDS);
        event.field(TITLE, notice.title());
        event.field(SEVERITY, notice.severity());
        event.field(KEY, instance + "/" + notice.key());
        event.field(STATE, notice.resolved() ? "resolved" : "firing");
        event.field(SUBJECT, notice.subject());
        event.field(CONDITION, notice.condition());
        event.field(VALUE, notice.value());
        event.field(SINCE, Instant.ofEpochMilli(notice.sinceMillis()).toString());
        event.field(SERVICE, server);
        return event;
    }
}
