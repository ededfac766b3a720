package ai.genops.destination.snowflake;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: snowflake`.
public final class SnowflakeType implements DestinationType {
    /// A batch is committed before the next is sent, which takes Snowflake seconds: so batches are large. Four of
    /// these may wait in memory.
    private static final long MOST_BATCH_BYTES = 16_000_000;

    private static final Batching BATCHING =
            new Batching(Integer.MAX_VALUE, Integer.MAX_VALUE, 4_000_000, Duration.ofSeconds(10), false, 1);

    private final Deliveries deliveries;

    public SnowflakeType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "snowflake";
    }

    @Override
    public Destination create(String id, Section block) {
        SnowflakeSettings settings = SnowflakeSettings.read(id, block);
        capBatch(block);
        DeliverySettings delivery =
                DeliverySettings.read(block, BATCHING, Takes.SAMPLED).inOrder();
        var transport = new SnowflakeTransport(settings, delivery.retry().statuses());
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }

    private static void capBatch(Section block) {
        Batching asked = Batching.read(block, BATCHING);
        String text = "`batch_size` is more than 16 MB, and batches wait in memory";
        boolean fits = asked.batchBytes() <= MOST_BATCH_BYTES;
        block.problems().require(fits, block.at("batch_size"), text, "Write `batch_size: 16 MB` or less.");
    }
}
