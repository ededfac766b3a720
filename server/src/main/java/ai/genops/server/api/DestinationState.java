package ai.genops.server.api;

import ai.genops.pipeline.Availability;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DeliveryStats.State;
import java.util.Locale;

/// How a destination is, in one word.
///
/// - `ready`: it takes what it is sent.
/// - `backing_off`: an attempt has failed, or the other side has named a time to wait until.
/// - `circuit_open`: as many attempts in a row have failed as make it unhealthy; one at a time finds out.
/// - `down`: that, for a minute and longer.
/// - `paused`: by people.
enum DestinationState {
    READY,
    BACKING_OFF,
    CIRCUIT_OPEN,
    DOWN,
    PAUSED,
    NOT_CONFIGURED;

    private static final long DOWN_AFTER_MILLIS = 60_000;

    static DestinationState of(Availability availability, DeliveryStats stats, long nowMillis) {
        return switch (availability) {
            case Availability.NotConfigured _, Availability.Awaiting _ -> NOT_CONFIGURED;
            case Availability.Ready _ -> stats.pace().paused() != null ? PAUSED : ofHealth(stats, nowMillis);
        };
    }

    private static DestinationState ofHealth(DeliveryStats stats, long nowMillis) {
        return switch (stats.health().state()) {
            case HEALTHY -> stats.pace().nextAttemptMillis() > 0 ? BACKING_OFF : READY;
            case RETRYING -> BACKING_OFF;
            case UNHEALTHY -> nowMillis - stats.health().sinceMillis() >= DOWN_AFTER_MILLIS ? DOWN : CIRCUIT_OPEN;
        };
    }

    /// The circuit breaker: `half_open` while the one request is under way that finds out.
    static String breaker(DeliveryStats stats) {
        boolean closed = stats.health().state() != State.UNHEALTHY;
        return closed ? "closed" : stats.pace().underWay() > 0 ? "half_open" : "open";
    }

    /// As a metric's label.
    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As people read it.
    String text() {
        return label().replace('_', ' ');
    }
}
