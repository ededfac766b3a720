package ai.genops.destination.webhook;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;

/// Reads `type: webhook`.
public final class WebhookType implements DestinationType {
    /// One request per event: waiting for more events would save nothing.
    private static final Batching SINGLE = new Batching(1, 100, 1_000_000, Duration.ofSeconds(1), true, 1);

    private static final Batching TOGETHER = new Batching(500, 500, 1_000_000, Duration.ofSeconds(5), false, 1);

    private final Deliveries deliveries;

    public WebhookType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Destination create(String id, Section block) {
        WebhookSettings settings = WebhookSettings.read(block);
        Batching usual = settings.form() == WebhookSettings.Form.SINGLE ? SINGLE : TOGETHER;
        DeliverySettings delivery = DeliverySettings.read(block, usual, Takes.SAMPLED);
        var transport = new WebhookTransport(id, settings, delivery.retry().statuses());
        block.finish();
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
