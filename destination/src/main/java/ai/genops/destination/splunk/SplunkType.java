package ai.genops.destination.splunk;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: splunk_hec`.
public final class SplunkType implements DestinationType {
    /// Splunk Cloud advises bodies of at most 1 MB.
    private static final Batching BATCHING = new Batching(1000, 1000, 1_000_000, Duration.ofSeconds(10), false, 1);

    private final Deliveries deliveries;

    public SplunkType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "splunk_hec";
    }

    @Override
    public Destination create(String id, Section block) {
        SplunkSettings settings = SplunkSettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, BATCHING, Takes.SAMPLED);
        var transport = new SplunkTransport(id, settings, delivery.retry().statuses());
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
