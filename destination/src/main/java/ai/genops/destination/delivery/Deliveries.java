package ai.genops.destination.delivery;

import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Makes destinations out of transports.
public final class Deliveries {
    private final DoubleSupplier random;

    /// @param random gives numbers in [0, 1), for the jitter of retries; safe for concurrent use
    public Deliveries(DoubleSupplier random) {
        this.random = random;
    }

    /// A destination that works, or, if anything is `missing`, one that takes nothing and says so.
    ///
    /// @param missing what is not configured, in words that follow "not configured"
    public Destination destination(
            String id, String type, DeliverySettings settings, List<String> missing, Transport transport) {
        if (missing.isEmpty()) {
            return new DeliveredDestination(id, type, settings, random, transport);
        }
        var reason = new Availability.NotConfigured(String.join("; ", missing));
        return new IdleDestination(id, type, reason, settings.takes(), transport::encoder);
    }
}
