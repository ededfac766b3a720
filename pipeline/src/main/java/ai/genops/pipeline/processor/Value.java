package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import org.jspecify.annotations.Nullable;

/// Something computed from an event; null: nothing.
@FunctionalInterface
public interface Value {
    @Nullable
    Object of(Event event);

    /// Sets a field to it.
    default void set(Event event, int slot) {
        event.field(slot, of(event));
    }
}
