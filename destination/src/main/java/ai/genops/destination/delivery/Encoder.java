package ai.genops.destination.delivery;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import org.jspecify.annotations.Nullable;

/// Writes an event as its destination wants it. Used by one thread at a time.
@FunctionalInterface
public interface Encoder {
    /// Appends the event to `out`. What it appended before it throws is taken back.
    /// @throws UnencodableException if this event cannot be written; it goes to the dead letters then
    void encode(Event event, JsonBuffer out) throws UnencodableException;

    /// One that does the same, for another thread at the same time; null if there can be none.
    default @Nullable Encoder another() {
        return null;
    }

    /// An encoder that changes nothing but `out`, so that it is another for every thread.
    static Encoder stateless(Encoder encoder) {
        return new Encoder() {
            @Override
            public void encode(Event event, JsonBuffer out) throws UnencodableException {
                encoder.encode(event, out);
            }

            @Override
            public Encoder another() {
                return this;
            }
        };
    }

    /// The same for a person to read, where what is encoded is not readable.
    default void preview(Event event, JsonBuffer out) throws UnencodableException {
        encode(event, out);
    }
}
