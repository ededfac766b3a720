package ai.genops.pipeline;

import ai.genops.pipeline.config.Section;

/// A kind of destination, by the `type` of its block.
public interface DestinationType {
    String name();

    /// Whether the settings that hold for all deliveries hold for it.
    default boolean isDelivery() {
        return true;
    }

    /// Reads a block that holds `id` and `type`, telling all its problems; has no side effects.
    /// The caller has asked for `id`, `type`, `description` and `enabled`; this one calls `finish`.
    Destination create(String id, Section block);
}
