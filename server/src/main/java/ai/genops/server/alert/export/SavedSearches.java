package ai.genops.server.alert.export;

import ai.genops.server.alert.AlertDefinition;
import ai.genops.server.alert.AlertDefinition.Over;
import ai.genops.server.alert.Schedule;
import java.time.Duration;
import java.util.List;
import java.util.StringJoiner;

/// Alerts as Splunk's savedsearches.conf. Source: docs.splunk.com, savedsearches.conf. Whom an alert tells is
/// not in it: addresses and secrets stay here.
public final class SavedSearches {
    private SavedSearches() {}

    public static String write(List<AlertDefinition> alerts) {
        StringJoiner out = new StringJoiner("\n");
        out.add(
                "# savedsearches.conf, for an app's folder `local`. Actions are not in it: they need addresses and secrets");
        out.add("# (action.email.to, action.webhook.param.url); alert.track lists what fires under Triggered Alerts.");
        alerts.forEach(alert -> stanza(alert, out));
        return out + "\n";
    }

    private static void stanza(AlertDefinition alert, StringJoiner out) {
        out.add("").add("[" + alert.title().replace('[', '(').replace(']', ')') + "]");
        if (!alert.description().isEmpty()) {
            out.add("description = " + oneLine(alert.description()));
        }
        // A line that ends in a backslash goes on.
        String search = alert.splunk().isEmpty() ? alert.query().spl() : alert.splunk();
        out.add("search = " + search.strip().replaceAll("\\s*\\R\\s*", " \\\\\n"));
        out.add("enableSched = 1").add("cron_schedule = " + cron(alert.schedule()));
        window(alert, out);
        out.add("counttype = number of events");
        out.add("relation = " + alert.trigger().splunkRelation());
        out.add("quantity = " + alert.trigger().splunkQuantity());
        out.add("alert.track = 1").add("alert.severity = " + severity(alert.severity()));
        throttle(alert, out);
        if (!alert.message().isEmpty()) {
            out.add("# Its message, for action.email.message.alert: " + oneLine(alert.message()));
        }
    }

    private static void window(AlertDefinition alert, StringJoiner out) {
        AlertDefinition.Query query = alert.query();
        if (query.over() == Over.NEW) {
            out.add("dispatch.index_earliest = -1m@m").add("dispatch.index_latest = @m");
        }
        out.add("dispatch.earliest_time = " + (query.earliest().isEmpty() ? "0" : query.earliest()));
        out.add("dispatch.latest_time = " + (query.latest().isEmpty() ? "now" : query.latest()));
    }

    /// Splunk tells rows apart by fields only where each result is an alert of its own.
    private static void throttle(AlertDefinition alert, StringJoiner out) {
        AlertDefinition.Throttle throttle = alert.throttle();
        out.add("alert.digest_mode = " + (throttle.by().isEmpty() ? 1 : 0));
        if (throttle.period().isPositive()) {
            out.add("alert.suppress = 1")
                    .add("alert.suppress.period = " + throttle.period().toSeconds() + "s");
            if (!throttle.by().isEmpty()) {
                out.add("alert.suppress.fields = " + String.join(",", throttle.by()));
            }
        }
    }

    /// What runs on arrival here runs each minute there.
    private static String cron(Schedule schedule) {
        return switch (schedule) {
            case Schedule.Cron cron -> cron.text().substring("cron ".length());
            case Schedule.Every every -> every(every.period());
            case Schedule.OnArrival _ -> "* * * * *";
        };
    }

    /// The crontab nearest to a period: never seldomer.
    private static String every(Duration period) {
        long minutes = Math.max(1, period.toMinutes());
        if (minutes < 60) {
            return minutes == 1 ? "* * * * *" : "*/" + divisor(minutes, 60) + " * * * *";
        }
        long hours = minutes / 60;
        if (hours < 24) {
            return hours == 1 ? "0 * * * *" : "0 */" + divisor(hours, 24) + " * * *";
        }
        return "0 0 * * *";
    }

    private static long divisor(long atMost, long of) {
        long divisor = atMost;
        while (of % divisor != 0) {
            divisor--;
        }
        return divisor;
    }

    /// 1 debug to 6 fatal. One that rows say is an error.
    private static int severity(String severity) {
        return switch (severity) {
            case "critical", "fatal" -> 5;
            case "warning", "medium" -> 3;
            case "low", "info" -> 2;
            default -> 4;
        };
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", "; ");
    }
}
