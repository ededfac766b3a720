package ai.genops.destination.otlp;

import ai.genops.destination.delivery.Batching;
import ai.genops.destination.delivery.Deliveries;
import ai.genops.destination.delivery.DeliverySettings;
import ai.genops.destination.delivery.Retry;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.DestinationType;
import ai.genops.pipeline.config.Section;
import java.time.Duration;
import java.util.Set;

/// Reads `type: otlp`.
public final class OtlpType implements DestinationType {
    /// In base64: a request stays below the 4 MiB that gRPC servers take unless configured otherwise.
    private static final Batching BATCHING = new Batching(1000, 1000, 4_000_000, Duration.ofSeconds(5), false, 1);

    /// The only statuses that may be repeated (OTLP specification, "OTLP/HTTP response").
    private static final Set<Integer> RETRYABLE = Set.of(429, 502, 503, 504);

    private final Deliveries deliveries;

    public OtlpType(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public String name() {
        return "otlp";
    }

    @Override
    public Destination create(String id, Section block) {
        OtlpSettings settings = OtlpSettings.read(block);
        DeliverySettings delivery = DeliverySettings.read(block, BATCHING, Takes.SAMPLED);
        Set<Integer> asked = delivery.retry().statuses();
        Set<Integer> statuses = asked.equals(Retry.DEFAULT.statuses()) ? RETRYABLE : asked;
        block.finish();
        var transport = new OtlpTransport(settings, statuses);
        return deliveries.destination(id, name(), delivery, settings.missing(), transport);
    }
}
