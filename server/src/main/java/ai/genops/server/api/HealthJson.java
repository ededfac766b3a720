package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.health.HealthReport;
import ai.genops.server.health.HealthReport.Alert;
import ai.genops.server.health.HealthReport.Recipient;
import ai.genops.server.health.HealthReport.Value;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import java.time.Instant;

/// How the server is, as JSON.
final class HealthJson {
    private HealthJson() {}

    /// `GET /health`: 503 only if no data is taken; what fires is a reason to look, and no reason to send elsewhere.
    static HttpResponse health(HealthReport report) {
        boolean takes = report.obstacle() == null;
        JsonBuffer out = new JsonBuffer(256);
        out.ascii("{\"status\":\"").ascii(status(report)).ascii("\",\"reasons\":[");
        String comma = "";
        if (report.obstacle() != null) {
            out.text("no data is taken: " + report.obstacle());
            comma = ",";
        }
        for (Alert alert : report.alerts()) {
            if (alert.firing()) {
                out.ascii(comma).text(title(alert) + ": " + alert.value());
                comma = ",";
            }
        }
        out.ascii("]}");
        HttpStatus status = takes ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return HttpResponse.of(status, MediaType.JSON_UTF_8, out.toString());
    }

    /// `GET /api/health-alerts`.
    static String alerts(HealthReport report) {
        JsonBuffer out = new JsonBuffer(4096);
        out.ascii("{\"status\":\"").ascii(status(report)).ascii("\",\"checked_at\":");
        out.text(Instant.ofEpochMilli(report.millis()).toString()).ascii(",\"alerts\":[");
        for (int i = 0; i < report.alerts().size(); i++) {
            alert(report.alerts().get(i), out.ascii(i == 0 ? "" : ","));
        }
        out.ascii("],\"metrics\":[");
        for (int i = 0; i < report.values().size(); i++) {
            value(report.values().get(i), out.ascii(i == 0 ? "" : ","));
        }
        out.ascii("],\"notices\":{\"waiting\":").number(report.waiting());
        return out.ascii(",\"lost\":").number(report.lost()).ascii("}}").toString();
    }

    private static String status(HealthReport report) {
        return report.obstacle() != null ? "down" : report.isWell() ? "up" : "degraded";
    }

    private static String title(Alert alert) {
        return alert.rule() + (alert.subject().isEmpty() ? "" : " (" + alert.subject() + ")");
    }

    private static void alert(Alert alert, JsonBuffer out) {
        out.ascii("{\"rule\":").text(alert.rule()).ascii(",\"subject\":").text(alert.subject());
        out.ascii(",\"state\":").text(alert.state()).ascii(",\"severity\":").text(alert.severity());
        if (alert.sinceMillis() > 0) {
            out.ascii(",\"since\":")
                    .text(Instant.ofEpochMilli(alert.sinceMillis()).toString());
        }
        out.ascii(",\"description\":").text(alert.description());
        out.ascii(",\"condition\":")
                .text(alert.condition())
                .ascii(",\"value\":")
                .text(alert.value());
        out.ascii(",\"for_seconds\":").number(alert.holdFor().toMillis() / 1e3);
        out.ascii(",\"defined_at\":").text(alert.at()).ascii(",\"notifies\":[");
        String comma = "";
        for (Recipient recipient : alert.notifies()) {
            out.ascii(comma).ascii("{\"named\":").text(recipient.named());
            out.ascii(",\"destination\":").text(recipient.destination());
            out.ascii(",\"state\":").text(recipient.state()).raw('}');
            comma = ",";
        }
        out.ascii("]}");
    }

    private static void value(Value value, JsonBuffer out) {
        out.ascii("{\"name\":")
                .text(value.metric().label())
                .ascii(",\"subject\":")
                .text(value.subject());
        out.ascii(",\"value\":").value(value.value());
        out.ascii(",\"unit\":").text(value.metric().unit().label());
        out.ascii(",\"window\":").text(value.metric().window());
        if (!value.remark().isEmpty()) {
            out.ascii(",\"remark\":").text(value.remark());
        }
        Boolean met = value.met();
        if (met != null) {
            out.ascii(",\"target_met\":").bool(met);
        }
        out.raw('}');
    }
}
