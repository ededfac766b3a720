package ai.genops.server.alert.export;

import ai.genops.event.JsonBuffer;
import ai.genops.server.alert.AlertDefinition;
import ai.genops.server.alert.AlertDefinition.Monitor;
import java.util.List;

/// Alerts as a JSON array of monitors, each a body of `POST /api/v1/monitor`. Source: docs.datadoghq.com/api,
/// Monitors. A search is no monitor of metrics, so what one is, its alert says itself under `datadog`.
public final class DatadogMonitors {
    private DatadogMonitors() {}

    public static String write(List<AlertDefinition> alerts) {
        JsonBuffer out = new JsonBuffer(1024).raw('[');
        String comma = "\n";
        for (AlertDefinition alert : alerts) {
            for (Monitor monitor : alert.monitors()) {
                write(alert, monitor, out.ascii(comma));
                comma = ",\n";
            }
        }
        return out.ascii("\n]\n").toString();
    }

    private static void write(AlertDefinition alert, Monitor monitor, JsonBuffer out) {
        out.ascii("{\"name\":").text(monitor.name()).ascii(",\"type\":").text(monitor.type());
        out.ascii(",\"query\":").text(monitor.query());
        String message = monitor.message().isEmpty() ? alert.title() : monitor.message();
        out.ascii(",\"message\":").text(message);
        out.ascii(",\"tags\":[\"genops\",").text("alert:" + alert.id()).ascii("],\"options\":{");
        out.ascii("\"thresholds\":{\"critical\":").number(monitor.critical()).raw('}');
        String window = monitor.triggerWindow();
        if (!window.isEmpty()) {
            out.ascii(",\"threshold_windows\":{\"trigger_window\":").text(window);
            out.ascii(",\"recovery_window\":").text(window).raw('}');
        }
        long minutes = alert.throttle().period().toMinutes();
        if (minutes > 0) {
            out.ascii(",\"renotify_interval\":").number(minutes);
        }
        out.ascii(",\"include_tags\":true,\"notify_no_data\":false}}");
    }
}
