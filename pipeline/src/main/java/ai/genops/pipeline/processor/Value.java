package ai.genops.pipeline.processor;

import ai.genops.event.Event;
import ai.genops.event.Utf8;
import org.jspecify.annotations.Nullable;

/// Something computed from an event; null: nothing.
@FunctionalInterface
public interface Value {
    @Nullable
    Object of(Event event);

    /// Says where it stands if it is a text for which there is no String yet.
    default boolean isText(Event event, Utf8 text) {
        return false;
    }

    /// Sets a field to it.
    default void set(Event event, int slot) {
        event.field(slot, of(event));
    }
}
