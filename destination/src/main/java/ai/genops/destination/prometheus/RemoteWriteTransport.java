package ai.genops.destination.prometheus;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.delivery.RouteKeys;
import ai.genops.destination.delivery.Transport;
import ai.genops.destination.metrics.MetricBatching;
import ai.genops.destination.metrics.StateFile;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Sends, for each batch, the totals of the counters it touches and the latest values of its gauges.
final class RemoteWriteTransport implements Transport {
    private final String id;
    private final PrometheusSettings settings;
    private final MetricBatching batching;
    private final Redaction redaction = new Redaction();
    private @Nullable Writer writer;

    RemoteWriteTransport(String id, PrometheusSettings settings, MetricBatching batching) {
        this.id = id;
        this.settings = settings;
        this.batching = batching;
        settings.headers().values().forEach(redaction::add);
        if (settings.url().isPresent()) {
            redaction.add(settings.url());
        }
    }

    @Override
    public Redaction redaction() {
        return redaction;
    }

    @Override
    public Encoder encoder(Route route) {
        route.options().choice("output_format", "prometheus_remote_write", List.of("prometheus_remote_write"));
        RouteKeys.finish(route.options());
        return settings.metrics().encoder(route, redaction);
    }

    @Override
    public long open(DestinationRuntime runtime) throws IOException {
        var metrics = settings.metrics().metrics();
        Totals totals = Totals.open(new StateFile(runtime.dataFolder(), id), metrics, settings.maxSeries());
        var client = new RemoteWriteClient(id, settings, batching.delivery().retry(), runtime.clock());
        writer = new Writer(totals, client, metrics, batching.requestPoints(), runtime.clock());
        return totals.first(Transport.super.open(runtime));
    }

    @Override
    public Outcome send(Request request) throws IOException, InterruptedException {
        return Objects.requireNonNull(writer).send(request);
    }

    /// A total is what it is by everything being added to it once.
    @Override
    public String refusesReplay() {
        return "it adds events up, and would count those it has had twice";
    }

    @Override
    public void close() {
        if (writer != null) {
            writer.close();
        }
    }
}
