package ai.genops.server.api;

import ai.genops.pipeline.load.Configuration;
import ai.genops.server.alert.Alerts;
import ai.genops.server.health.HealthReport;
import com.linecorp.armeria.common.MediaType;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The server's metrics as Prometheus reads them. Those of pipelines and destinations are of the configuration the
/// server works with now, and count from when it began to. Safe for concurrent use.
final class Exposition {
    static final MediaType TYPE = MediaType.parse("text/plain; version=0.0.4; charset=utf-8");

    private final ServerView view;
    private final HealthMetrics health;
    private final AlertMetrics alerts;
    private final ReplayMetrics replays;
    private final TenantMetrics tenants;
    private final BackupMetrics backups;
    private final PrometheusMeterRegistry server;
    private Configuration configuration;
    private PrometheusMeterRegistry delivery;

    Exposition(ServerView view, Supplier<HealthReport> health, Alerts alerts) {
        this.view = view;
        server = Metrics.ofServer(view);
        this.health = new HealthMetrics(server, health);
        this.alerts = new AlertMetrics(server, alerts);
        Stream<ServerView.Source> collected = view.collectors().stream()
                .map(collector ->
                        new ServerView.Source(collector.id(), collector.stats().otlp()));
        tenants = new TenantMetrics(
                server, Stream.concat(view.sources().stream(), collected).toList());
        replays = new ReplayMetrics(server, view.replays());
        backups = new BackupMetrics(server, view.backups());
        configuration = view.configuration();
        delivery = Metrics.ofDelivery(view);
    }

    @SuppressWarnings("ReferenceEquality") // whether it is another one, not whether it says something else
    synchronized String scrape() {
        Configuration now = view.configuration();
        if (now != configuration) {
            configuration = now;
            delivery.close();
            delivery = Metrics.ofDelivery(view);
        }
        health.refresh();
        alerts.refresh();
        replays.refresh();
        backups.refresh();
        tenants.refresh();
        return server.scrape() + delivery.scrape();
    }
}
