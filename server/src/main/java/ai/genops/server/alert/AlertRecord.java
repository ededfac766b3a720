package ai.genops.server.alert;

import static ai.genops.source.wire.WireReader.BYTES;
import static ai.genops.source.wire.WireReader.FIXED64;

import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.Signal;
import ai.genops.source.wire.WireWriter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;

/// What happened to an alert as a record of the log: a request of OTLP's log records
/// (opentelemetry/proto/collector/logs/v1) with one record, whose resource names the index.
public final class AlertRecord {
    /// The input that such events come from.
    public static final String INPUT = "genops_alerts";

    private static final int NANOS = 1_000_000;

    private AlertRecord() {}

    /// The parts of the log's record.
    public static ByteBuffer[] of(Happening happening) {
        WireWriter out = new WireWriter(1024);
        out.tag(1, BYTES);
        int resourceLogs = out.open(3);
        out.tag(1, BYTES);
        int resource = out.open(3);
        attribute(1, "service.name", "genops", out);
        attribute(1, "splunk.index", happening.index(), out);
        attribute(1, "splunk.sourcetype", "genops:alert", out);
        out.close(resource, 3).tag(2, BYTES);
        int scopeLogs = out.open(3);
        out.tag(2, BYTES);
        int item = out.open(3);
        item(happening, out);
        out.close(item, 3).close(scopeLogs, 3).close(resourceLogs, 3);
        return new ByteBuffer[] {Envelope.of(Signal.LOGS, INPUT, Map.of()), ByteBuffer.wrap(out.array(), 0, out.size())
        };
    }

    private static void item(Happening happening, WireWriter out) {
        out.tag(1, FIXED64).fixed64(happening.millis() * NANOS);
        out.tag(5, BYTES);
        int body = out.open(3);
        out.tag(1, BYTES).text(happening.title() + " " + happening.what() + ": " + happening.value());
        out.close(body, 3);
        attribute(6, "genops.alert.id", happening.alert(), out);
        attribute(6, "genops.alert.title", happening.title(), out);
        attribute(6, "genops.alert.state", happening.what(), out);
        attribute(6, "genops.alert.number", Long.toString(happening.number()), out);
        attribute(6, "genops.alert.subject", happening.key(), out);
        attribute(6, "genops.alert.severity", happening.severity(), out);
        attribute(6, "genops.alert.condition", happening.condition(), out);
        attribute(6, "genops.alert.value", happening.value(), out);
        attribute(6, "genops.alert.told", String.join(", ", happening.told()), out);
        if (happening.since() > 0) {
            attribute(
                    6,
                    "genops.alert.since",
                    Instant.ofEpochMilli(happening.since()).toString(),
                    out);
        }
        out.tag(12, BYTES).text("genops.alert");
    }

    private static void attribute(int field, String name, String value, WireWriter out) {
        if (value.isEmpty()) {
            return;
        }
        out.tag(field, BYTES);
        int pair = out.open(3);
        out.tag(1, BYTES).text(name).tag(2, BYTES);
        int any = out.open(3);
        out.tag(1, BYTES).text(value);
        out.close(any, 3).close(pair, 3);
    }
}
