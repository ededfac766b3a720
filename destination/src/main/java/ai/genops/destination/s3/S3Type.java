package ai.genops.destination.s3;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: s3`.
public final class S3Type implements DestinationType {
    /// Four of these may wait in memory, and there may be several such destinations.
    private static final long MOST_BATCH_BYTES = 16_000_000;

    private static final Batching BATCHING =
            new Batching(Integer.MAX_VALUE, Integer.MAX_VALUE, 10_000_000, Duration.ofMinutes(5), false, 1);

    private final Deliveries deliveries;

    public S3Type(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "s3";
    }

    @Override
    public Destination create(String id, Section block) {
        S3Settings settings = S3Settings.read(block);
        DeliverySettings read = DeliverySettings.read(block, BATCHING, Takes.SAMPLED);
        var delivery = new DeliverySettings(capped(block, read.batching().inOrder()), read.retry(), read.takes());
        var transport = new S3Transport(id, settings);
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }

    private static Batching capped(Section block, Batching batching) {
        if (batching.batchBytes() <= MOST_BATCH_BYTES) {
            return batching;
        }
        String text = "`batch_size` is capped at 16 MB, before compression: batches are kept in memory";
        block.problems().note(block.at("batch_size"), text, "Objects are written more often than configured.");
        return new Batching(
                batching.requestEvents(),
                batching.batchEvents(),
                MOST_BATCH_BYTES,
                batching.maxWait(),
                batching.eager(),
                batching.couriers());
    }
}
