package ai.genops.pipeline;

import ai.genops.event.Event;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/// Turns the payload of a log record back into events: the inverse of what a source appended.
/// Not safe for concurrent use; each reader of the log has its own.
public interface Decoder {
    /// Passes every event of the record to `each`, one after the other in the same Event object, and returns how many
    /// there were. `payload` is backed by an array and stays unchanged during the call.
    /// @throws UndecodableException if the payload is not what a source appends
    int decode(long offset, long appendMillis, ByteBuffer payload, Consumer<Event> each) throws UndecodableException;
}
