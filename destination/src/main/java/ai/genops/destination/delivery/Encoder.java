package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;

/// Writes an event as its destination wants it. Used by one thread at a time.
@FunctionalInterface
public interface Encoder {
    /// Appends the event to `out`. What it appended before it throws is taken back.
    /// @throws UnencodableException if this event cannot be written; it goes to the dead letters then
    void encode(Event event, JsonBuffer out) throws UnencodableException;

    /// The same for a person to read, where what is encoded is not readable.
    default void preview(Event event, JsonBuffer out) throws UnencodableException {
        encode(event, out);
    }
}
