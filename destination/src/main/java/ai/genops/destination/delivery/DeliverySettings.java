package ai.genops.destination.delivery;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.config.Section;
import org.jspecify.annotations.Nullable;

/// The keys that the blocks of all delivered destinations have.
///
/// @param rateLimit null: none
public record DeliverySettings(
        Batching batching,
        Retry retry,
        Takes takes,
        HealthCheck health,
        @Nullable RateLimit rateLimit,
        Undeliverable undeliverable,
        Price price) {
    /// With the defaults of what is not given.
    public DeliverySettings(Batching batching, Retry retry, Takes takes) {
        this(batching, retry, takes, HealthCheck.of(retry), null, Undeliverable.DEFAULT, Price.UNKNOWN);
    }

    /// Reads them; `batching` and `takes` are the destination's own defaults.
    public static DeliverySettings read(Section block, Batching batching, Takes takes) {
        Retry retry = Retry.read(block);
        return new DeliverySettings(
                Batching.read(block, batching),
                retry,
                TakesSetting.read(block, takes),
                HealthCheck.read(block, retry),
                RateLimit.read(block),
                Undeliverable.read(block),
                Price.read(block));
    }

    /// The same, for a destination that takes whole batches, one after the other.
    public DeliverySettings inOrder() {
        return new DeliverySettings(batching.inOrder(), retry, takes, health, rateLimit, undeliverable, price);
    }

    /// The same, for notices: sent at once and in order; what is refused is told in the log.
    DeliverySettings ofNotices() {
        var undelivered = new Undeliverable(false, undeliverable.waitWhenExhausted());
        return new DeliverySettings(batching.atOnce(), retry, takes, health, rateLimit, undelivered, price);
    }
}
