package ai.genops.destination.elasticsearch;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: elasticsearch`.
public final class ElasticsearchType implements DestinationType {
    /// Elasticsearch advises a few megabytes ("Tune for indexing speed").
    private static final Batching BATCHING = new Batching(1000, 1000, 5_000_000, Duration.ofSeconds(10), false, 1);

    private final Deliveries deliveries;

    public ElasticsearchType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "elasticsearch";
    }

    @Override
    public Destination create(String id, Section block) {
        ElasticsearchSettings settings = ElasticsearchSettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, BATCHING, Takes.SAMPLED);
        var transport =
                new ElasticsearchTransport(id, settings, delivery.retry().statuses());
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
