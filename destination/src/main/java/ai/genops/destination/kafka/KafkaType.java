package ai.genops.destination.kafka;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: kafka`.
public final class KafkaType implements DestinationType {
    /// The client makes batches of its own out of what it is given, so there is nothing to wait for.
    private static final Batching BATCHING = new Batching(1000, 1000, 1_000_000, Duration.ofSeconds(1), true, 1);

    private final Deliveries deliveries;

    public KafkaType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public Destination create(String id, Section block) {
        KafkaSettings settings = KafkaSettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, BATCHING, Takes.SAMPLED);
        if (delivery.batching().couriers() > 1) {
            String text = "`concurrency` above 1 would lose the order of the events of a key";
            block.problems().error(block.at("concurrency"), text, "Remove it: one request fills a connection.");
        }
        block.finish();
        var transport = new KafkaTransport(id, settings);
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
