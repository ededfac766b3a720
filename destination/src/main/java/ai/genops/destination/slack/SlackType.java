package ai.genops.destination.slack;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: slack`.
public final class SlackType implements DestinationType {
    /// The first event leaves at once; those that come while it is under way leave together in the next message.
    private static final Batching TOGETHER = new Batching(1000, 1000, 1_000_000, Duration.ofSeconds(1), true, 1);

    private final Deliveries deliveries;

    public SlackType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Destination create(String id, Section block) {
        SlackSettings settings = SlackSettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, TOGETHER, Takes.SAMPLED);
        block.problems()
                .require(
                        delivery.batching().couriers() == 1,
                        block.at("concurrency"),
                        "`concurrency` must be 1: Slack takes one message a second",
                        "Remove it.");
        var transport = new SlackTransport(settings, delivery.retry().statuses());
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
