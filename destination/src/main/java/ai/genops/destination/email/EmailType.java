package ai.genops.destination.email;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: email`.
public final class EmailType implements DestinationType {
    private static final Batching SINGLE = new Batching(1, 100, 1_000_000, Duration.ofSeconds(1), true, 1);
    private static final Batching DIGEST = new Batching(1000, 1000, 1_000_000, Duration.ofMinutes(1), false, 1);

    private final Deliveries deliveries;

    public EmailType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "email";
    }

    @Override
    public Destination create(String id, Section block) {
        EmailSettings settings = EmailSettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, settings.digest() ? DIGEST : SINGLE, Takes.SAMPLED);
        block.problems()
                .require(
                        delivery.batching().couriers() == 1,
                        block.at("concurrency"),
                        "`concurrency` must be 1: mails are sent one after the other",
                        "Remove it.");
        block.finish();
        DeliverySettings used = settings.digest() ? delivery.inOrder() : delivery;
        return deliveries.destination(id, name(), used, settings.missing(), new EmailTransport(id, settings));
    }
}
