package ai.genops.destination.datadog;

import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.metrics.MetricBatching;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;

/// Reads `type: datadog_metrics`.
public final class DatadogType implements DestinationType {
    private final Deliveries deliveries;

    public DatadogType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "datadog_metrics";
    }

    @Override
    public Destination create(String id, Section block) {
        DatadogSettings settings = DatadogSettings.read(block);
        MetricBatching batching = MetricBatching.read(block);
        block.finish();
        var transport = new DatadogTransport(id, settings, batching);
        return deliveries.destination(id, name(), batching.delivery(), settings.missing(), transport);
    }
}
