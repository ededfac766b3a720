package ai.genops.destination.webhook;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.DeliveredDestination;
import ai.genops.destination.delivery.IdleDestination;
import ai.genops.destination.delivery.Retry;
import ai.genops.destination.delivery.TakesSetting;
import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/// Reads `type: webhook`.
public final class WebhookType implements DestinationType {
    /// One request per event: waiting for more events would save nothing.
    private static final Batching SINGLE = new Batching(1, 100, 1_000_000, Duration.ofSeconds(1), true, 1);

    private static final Batching TOGETHER = new Batching(500, 500, 1_000_000, Duration.ofSeconds(5), false, 1);

    private final DoubleSupplier random;

    public WebhookType(DoubleSupplier random) {
        this.random = random;
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public Destination create(String id, Section block) {
        Retry retry = Retry.read(block);
        WebhookSettings settings = WebhookSettings.read(block, retry);
        Batching batching = Batching.read(block, settings.form() == WebhookSettings.Form.SINGLE ? SINGLE : TOGETHER);
        Takes takes = TakesSetting.read(block, Takes.SAMPLED);
        block.finish();
        WebhookTransport transport = new WebhookTransport(id, settings);
        if (settings.missing().isEmpty()) {
            return new DeliveredDestination(id, name(), takes, batching, retry, random, transport);
        }
        var reason = new Availability.NotConfigured(String.join("; ", settings.missing()));
        return new IdleDestination(id, name(), reason, takes, transport::check);
    }
}
