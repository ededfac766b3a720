package ai.genops.destination.delivery;

import ai.genops.pipeline.Destination.Takes;
import ai.genops.pipeline.config.Section;

/// The keys that the blocks of all delivered destinations have.
public record DeliverySettings(Batching batching, Retry retry, Takes takes) {
    /// Reads them; `batching` and `takes` are the destination's own defaults.
    public static DeliverySettings read(Section block, Batching batching, Takes takes) {
        return new DeliverySettings(Batching.read(block, batching), Retry.read(block), TakesSetting.read(block, takes));
    }

    /// The same, for a destination that takes whole batches, one after the other.
    public DeliverySettings inOrder() {
        return new DeliverySettings(batching.inOrder(), retry, takes);
    }
}
