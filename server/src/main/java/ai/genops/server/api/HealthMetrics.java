package ai.genops.server.api;

import ai.genops.server.health.HealthReport;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What the server found of itself, for Prometheus: `genops_alerts` is 1 for what is pending or fires, as Prometheus'
/// own `ALERTS`; `genops_health` has the metrics that rules may name, but for those that are words.
final class HealthMetrics {
    private final Supplier<HealthReport> health;
    private final MultiGauge alerts;
    private final MultiGauge values;

    HealthMetrics(PrometheusMeterRegistry registry, Supplier<HealthReport> health) {
        this.health = health;
        alerts = MultiGauge.builder("genops.alerts")
                .description("Alerts on the server itself, 1 if pending or firing")
                .register(registry);
        values = MultiGauge.builder("genops.health")
                .description("Metrics that rules on the server itself may name")
                .register(registry);
    }

    /// To be called before a scrape.
    void refresh() {
        HealthReport report = health.get();
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (HealthReport.Alert alert : report.alerts()) {
            for (String state : List.of("pending", "firing")) {
                Tags tags = Tags.of("alertname", alert.rule(), "alertstate", state)
                        .and("severity", alert.severity(), "subject", alert.subject());
                rows.add(MultiGauge.Row.of(tags, alert.state().equals(state) ? 1 : 0));
            }
        }
        alerts.register(rows, true);
        List<MultiGauge.Row<?>> numbers = new ArrayList<>();
        for (HealthReport.Value value : report.values()) {
            if (value.value() instanceof Double number) {
                Tags tags = Tags.of("metric", value.metric().label())
                        .and("unit", value.metric().unit().label(), "subject", value.subject());
                numbers.add(MultiGauge.Row.of(tags, number));
            }
        }
        values.register(numbers, true);
    }
}
