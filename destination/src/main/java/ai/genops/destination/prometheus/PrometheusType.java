package ai.genops.destination.prometheus;

import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.metrics.MetricBatching;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;

/// Reads `type: prometheus_remote_write`.
public final class PrometheusType implements DestinationType {
    private final Deliveries deliveries;

    public PrometheusType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "prometheus_remote_write";
    }

    @Override
    public Destination create(String id, Section block) {
        PrometheusSettings settings = PrometheusSettings.read(block);
        MetricBatching batching = MetricBatching.read(block);
        block.finish();
        var transport = new RemoteWriteTransport(id, settings, batching);
        return deliveries.destination(id, name(), batching.delivery(), settings.missing(), transport);
    }
}
