package ai.genops.destination.pagerduty;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: pagerduty`.
public final class PagerDutyType implements DestinationType {
    /// The API takes one event a request.
    private static final Batching SINGLE = new Batching(1, 100, 1_000_000, Duration.ofSeconds(1), true, 1);

    private final Deliveries deliveries;

    public PagerDutyType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "pagerduty";
    }

    @Override
    public Destination create(String id, Section block) {
        PagerDutySettings settings = PagerDutySettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, SINGLE, Takes.SAMPLED);
        block.problems()
                .require(
                        delivery.batching().couriers() == 1,
                        block.at("concurrency"),
                        "`concurrency` must be 1: an incident's events must not overtake each other",
                        "Remove it.");
        var transport = new PagerDutyTransport(id, settings, delivery.retry().statuses());
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
