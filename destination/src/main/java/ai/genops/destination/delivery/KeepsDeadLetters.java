package ai.genops.destination.delivery;

import java.io.IOException;

/// A destination whose dead letters can be sent again while it runs. What [Deliveries#destination] makes is one, if
/// it is configured.
public interface KeepsDeadLetters {
    /// What came of it. What is refused again is a new dead letter; `kept` stay in their file: what cannot be sent
    /// again, and, if `failure` is not empty, everything after the attempt that failed.
    record Redelivered(long delivered, long refused, long kept, String failure) {}

    /// Sends a file of dead letters again, with the ids of their first attempt, in the order they are in. Once: what
    /// fails for the moment stays, to be sent again later. A crash in between sends some twice, under the same ids.
    /// @param by who wants it, as they call themselves
    /// @throws IOException if there is no such file, or it cannot be read or written
    /// @throws IllegalStateException if the destination does not run, or is paused
    Redelivered redeliver(String file, String by) throws IOException, InterruptedException;

    /// Discards a file as [DeadLetterBox#discard] does, but for what is being added to it meanwhile.
    long discard(String file, String by, String reason) throws IOException;

    /// The books of its dead letters since its start.
    LetterBooks letterBooks();
}
