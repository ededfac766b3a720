package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;

/// Writes an event as its destination wants it. Used by one thread at a time, unless it says otherwise.
@FunctionalInterface
public interface Encoder {
    /// Appends the event to `out`. What it appended before it throws is taken back.
    /// @throws UnencodableException if this event cannot be written; it goes to the dead letters then
    void encode(Event event, JsonBuffer out) throws UnencodableException;

    /// Whether several threads may use it at once: it changes nothing but `out`.
    default boolean isShared() {
        return false;
    }

    /// The encoder, for several threads at once.
    static Encoder shared(Encoder encoder) {
        return new Encoder() {
            @Override
            public void encode(Event event, JsonBuffer out) throws UnencodableException {
                encoder.encode(event, out);
            }

            @Override
            public boolean isShared() {
                return true;
            }
        };
    }

    /// The same for a person to read, where what is encoded is not readable.
    default void preview(Event event, JsonBuffer out) throws UnencodableException {
        encode(event, out);
    }
}
