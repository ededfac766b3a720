package ai.genops.server.notice;

import ai.genops.destination.alert.Alert;
import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A notice in the form that destinations take: an event that no source has received and no log holds. One
/// thread at a time.
public final class NoticeEvent {
    static final Fields FIELDS = new Fields();

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
    private final byte[] name;
    private final String server;
    private final String instance;

    /// @param name of the events
    /// @param server what it calls itself
    /// @param instance names the data folder, so that two servers' notices are not taken for one
    public NoticeEvent(String name, String server, String instance) {
        this.name = name.getBytes(StandardCharsets.UTF_8);
        this.server = server;
        this.instance = instance;
    }

    /// Valid until the next call.
    Event of(Notice notice) {
        event.receive(Kind.LOG, Alert.HEALTH_INPUT, name, notice.sequence(), 0, notice.millis());
        event.name(0, name.length);
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
