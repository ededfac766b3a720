package ai.genops.server.api;

import ai.genops.server.alert.AlertReport.Entry;
import ai.genops.server.alert.Alerts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/// The alerts of searches, for Prometheus. Gauges come and go with the alerts; counters are of the server's
/// time since the last reload.
final class AlertMetrics {
    private final MeterRegistry registry;
    private final Alerts alerts;
    private final Map<String, ToDoubleFunction<Entry>> gauges = new LinkedHashMap<>();
    private final Map<String, MultiGauge> registered = new LinkedHashMap<>();
    private final Set<String> counted = new HashSet<>();

    AlertMetrics(MeterRegistry registry, Alerts alerts) {
        this.registry = registry;
        this.alerts = alerts;
        gauge(
                "firing",
                "Things it has found that are not over",
                entry -> entry.firing().size());
        gauge("failed", "1 if its last search failed", entry -> entry.state().equals("failed") ? 1 : 0);
        gauge("silenced", "1 if it tells nobody for a while", entry -> entry.silencedUntil() > 0 ? 1 : 0);
        gauge("last.rows", "Rows of its last search", entry -> entry.last().rows());
        gauge(
                "last.search.seconds",
                "How long its last search took",
                entry -> entry.last().tookMillis() / 1e3);
        gauge(
                "last.run.timestamp.seconds",
                "When its last search began",
                entry -> entry.last().millis() / 1e3);
    }

    private void gauge(String name, String help, ToDoubleFunction<Entry> value) {
        gauges.put(name, value);
        registered.put(
                name,
                MultiGauge.builder("genops.alert." + name).description(help).register(registry));
    }

    /// To be called before a scrape.
    void refresh() {
        List<Entry> entries = alerts.report().alerts();
        registered.forEach((name, gauge) -> gauge.register(
                entries.stream()
                        .map(entry -> MultiGauge.Row.of(
                                Tags.of("alert", entry.definition().id()),
                                gauges.getOrDefault(name, _ -> 0).applyAsDouble(entry)))
                        .toList(),
                true));
        entries.forEach(entry -> count(entry.definition().id()));
    }

    private void count(String id) {
        if (counted.add(id)) {
            counter(id, "runs", "Searches made", entry -> entry.counts().runs());
            counter(
                    id,
                    "failures",
                    "Searches that failed",
                    entry -> entry.counts().failures());
            counter(
                    id,
                    "skipped",
                    "Times that were not made up for",
                    entry -> entry.counts().skipped());
            counter(id, "fired", "Things it has found", entry -> entry.counts().fired());
            counter(id, "resolved", "Of these, over", entry -> entry.counts().resolved());
            counter(id, "notices", "Notices to people", entry -> entry.counts().notices());
            counter(
                    id,
                    "throttled",
                    "Changes not told at once",
                    entry -> entry.counts().throttled());
        }
    }

    private void counter(String id, String name, String help, ToDoubleFunction<Entry> value) {
        FunctionCounter.builder(
                        "genops.alert." + name,
                        alerts,
                        all -> all.report().alerts().stream()
                                .filter(entry -> entry.definition().id().equals(id))
                                .mapToDouble(value)
                                .sum())
                .description(help)
                .tag("alert", id)
                .register(registry);
    }
}
