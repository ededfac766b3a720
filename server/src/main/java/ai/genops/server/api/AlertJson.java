package ai.genops.server.api;

import ai.genops.event.JsonBuffer;
import ai.genops.server.alert.AlertDefinition;
import ai.genops.server.alert.AlertReport;
import ai.genops.server.alert.AlertReport.Action;
import ai.genops.server.alert.AlertReport.Entry;
import ai.genops.server.alert.AlertReport.Firing;
import ai.genops.server.alert.AlertReport.Trial;
import ai.genops.server.alert.Happening;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The alerts of searches as JSON.
final class AlertJson {
    private AlertJson() {}

    static String of(AlertReport report) {
        JsonBuffer out = new JsonBuffer(4096).raw('{');
        time("checked_at", report.millis(), out);
        list(",\"alerts\":", report.alerts(), AlertJson::entry, out);
        list(",\"history\":", report.history(), AlertJson::happening, out);
        out.ascii(",\"notices\":{\"waiting\":").number(report.waitingNotices());
        out.ascii(",\"lost\":").number(report.lostNotices());
        out.ascii("},\"events\":{\"waiting\":").number(report.waitingEvents());
        return out.ascii(",\"lost\":").number(report.lostEvents()).ascii("}}").toString();
    }

    static String of(Trial trial) {
        JsonBuffer out = new JsonBuffer(1024);
        out.ascii("{\"would_fire\":").bool(!trial.findings().isEmpty());
        out.ascii(",\"rows\":").number(trial.rows());
        out.ascii(",\"took_ms\":").number(trial.tookMillis());
        list(",\"findings\":", trial.findings(), AlertJson::firing, out);
        return out.ascii(",\"remarks\":").value(trial.remarks()).raw('}').toString();
    }

    static String silence(String id, @Nullable Instant end) {
        JsonBuffer out = new JsonBuffer(128).ascii("{\"id\":").text(id).ascii(",\"silenced_until\":");
        return out.value(end == null ? null : end.toString()).raw('}').toString();
    }

    private static void entry(Entry entry, JsonBuffer out) {
        AlertDefinition alert = entry.definition();
        out.ascii("{\"id\":").text(alert.id()).ascii(",\"title\":").text(alert.title());
        out.ascii(",\"description\":").text(alert.description());
        out.ascii(",\"state\":").text(entry.state()).ascii(",\"error\":").text(entry.error());
        out.ascii(",\"severity\":").text(alert.severity());
        out.ascii(",\"search\":").text(alert.query().spl());
        out.ascii(",\"earliest\":").text(alert.query().earliest());
        out.ascii(",\"latest\":").text(alert.query().latest());
        out.ascii(",\"over\":").text(alert.query().over().name().toLowerCase(Locale.ROOT));
        out.ascii(",\"schedule\":").text(alert.schedule().text());
        out.ascii(",\"condition\":").text(alert.trigger().text());
        out.ascii(",\"throttle_by\":").value(alert.throttle().by());
        out.ascii(",\"throttle_seconds\":")
                .number(alert.throttle().period().toSeconds())
                .raw(',');
        time("last_run", entry.last().millis(), out);
        time("last_run_of", entry.last().asOf(), out.raw(','));
        out.ascii(",\"last_rows\":").number(entry.last().rows());
        out.ascii(",\"last_took_ms\":").number(entry.last().tookMillis()).raw(',');
        time("next_run", entry.nextRunMillis(), out);
        time("silenced_until", entry.silencedUntil(), out.raw(','));
        AlertReport.Counts counts = entry.counts();
        out.ascii(",\"counts\":{\"runs\":").number(counts.runs());
        out.ascii(",\"failures\":").number(counts.failures());
        out.ascii(",\"skipped\":").number(counts.skipped());
        out.ascii(",\"fired\":").number(counts.fired());
        out.ascii(",\"resolved\":").number(counts.resolved());
        out.ascii(",\"notices\":").number(counts.notices());
        out.ascii(",\"throttled\":").number(counts.throttled()).raw('}');
        list(",\"firing\":", entry.firing(), AlertJson::firing, out);
        list(",\"notifies\":", entry.actions(), AlertJson::action, out);
        out.ascii(",\"index\":").text(alert.index());
        out.ascii(",\"defined_at\":").text(alert.at().toString()).raw('}');
    }

    private static void firing(Firing firing, JsonBuffer out) {
        out.ascii("{\"key\":").text(firing.key()).ascii(",\"severity\":").text(firing.severity());
        out.ascii(",\"value\":").text(firing.value()).raw(',');
        time("since", firing.since(), out);
        time("told", firing.told(), out.raw(','));
        out.raw('}');
    }

    private static void action(Action action, JsonBuffer out) {
        out.ascii("{\"named\":").text(action.named());
        out.ascii(",\"destination\":").text(action.destination());
        out.ascii(",\"state\":").text(action.state()).raw('}');
    }

    private static void happening(Happening happening, JsonBuffer out) {
        time("time", happening.millis(), out.raw('{'));
        out.ascii(",\"alert\":").text(happening.alert()).ascii(",\"title\":").text(happening.title());
        out.ascii(",\"state\":").text(happening.what()).ascii(",\"key\":").text(happening.key());
        out.ascii(",\"severity\":").text(happening.severity());
        out.ascii(",\"value\":").text(happening.value());
        out.ascii(",\"told\":").value(happening.told()).ascii(",\"index\":").text(happening.index());
        out.raw('}');
    }

    private static <T> void list(String name, List<T> items, BiConsumer<T, JsonBuffer> write, JsonBuffer out) {
        out.ascii(name).raw('[');
        for (int i = 0; i < items.size(); i++) {
            write.accept(items.get(i), i == 0 ? out : out.raw(','));
        }
        out.raw(']');
    }

    /// A time of 0 is none.
    private static void time(String name, long millis, JsonBuffer out) {
        out.raw('"').ascii(name).ascii("\":");
        out.value(millis == 0 ? null : Instant.ofEpochMilli(millis).toString());
    }
}
