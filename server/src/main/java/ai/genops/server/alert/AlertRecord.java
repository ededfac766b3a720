package ai.genops.server.alert;

import ai.genops.server.internal.LogRequest;
import ai.genops.server.internal.LogRequest.Item;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// What happened to an alert as a record of the log, whose resource names the index.
public final class AlertRecord {
    /// The input that such events come from.
    public static final String INPUT = "genops_alerts";

    private AlertRecord() {}

    /// The parts of the log's record.
    public static ByteBuffer[] of(Happening happening) {
        var resource = new LinkedHashMap<String, String>();
        resource.put("service.name", "genops");
        resource.put("splunk.index", happening.index());
        resource.put("splunk.sourcetype", "genops:alert");
        String body = happening.title() + " " + happening.what() + ": " + happening.value();
        var item = new Item(happening.millis(), body, "genops.alert", attributes(happening));
        return new LogRequest().add(resource, item).parts(INPUT);
    }

    private static Map<String, String> attributes(Happening happening) {
        var attributes = new LinkedHashMap<String, String>();
        attributes.put("genops.alert.id", happening.alert());
        attributes.put("genops.alert.title", happening.title());
        attributes.put("genops.alert.state", happening.what());
        attributes.put("genops.alert.number", Long.toString(happening.number()));
        attributes.put("genops.alert.subject", happening.key());
        attributes.put("genops.alert.severity", happening.severity());
        attributes.put("genops.alert.condition", happening.condition());
        attributes.put("genops.alert.value", happening.value());
        attributes.put("genops.alert.told", String.join(", ", happening.told()));
        attributes.put(
                "genops.alert.since",
                happening.since() > 0 ? Instant.ofEpochMilli(happening.since()).toString() : "");
        return attributes;
    }
}
