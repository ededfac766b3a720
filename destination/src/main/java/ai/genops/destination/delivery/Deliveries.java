package ai.genops.destination.delivery;

import ai.genops.pipeline.Availability;
import ai.genops.pipeline.Destination;
import java.util.List;
import java.util.function.DoubleSupplier;

/// Makes destinations out of transports.
public final class Deliveries {
    private final DoubleSupplier random;
    private final boolean notices;

    /// @param random gives numbers in [0, 1), for the jitter of retries; safe for concurrent use
    public Deliveries(DoubleSupplier random) {
        this(random, false);
    }

    private Deliveries(DoubleSupplier random, boolean notices) {
        this.random = random;
        this.notices = notices;
    }

    /// Of destinations that tell what the server has to say of itself: at once, and, since a full disk may be what they
    /// tell of, without writing anything before they send.
    public static Deliveries ofNotices(DoubleSupplier random) {
        return new Deliveries(random, true);
    }

    /// A destination that works, or, if anything is `missing`, one that takes nothing and says so.
    ///
    /// @param missing what is not configured, in words that follow "not configured"
    public Destination destination(
            String id, String type, DeliverySettings settings, List<String> missing, Transport transport) {
        if (missing.isEmpty()) {
            return notices
                    ? new DeliveredDestination(id, type, settings.ofNotices(), random, new NoticeTransport(transport))
                    : new DeliveredDestination(id, type, settings, random, transport);
        }
        var reason = new Availability.NotConfigured(missing);
        return new IdleDestination(id, type, reason, settings.takes(), transport::encoder, transport.redaction());
    }
}
