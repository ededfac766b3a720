package ai.genops.destination.delivery;

import java.io.IOException;

/// A destination that people can hold up and push on while it runs. What [Deliveries#destination] makes is one, if it
/// is configured. Safe for concurrent use.
public interface Operable {
    /// Lets no attempt begin until [#resume], also after a restart; what is under way ends as it does. Events stay in
    /// the log meanwhile. Durable when it returns. Who pauses again takes the place of who did before.
    ///
    /// @param by who, as they call themselves
    /// @throws IOException if that cannot be written down; then it is not paused
    /// @throws IllegalStateException if the destination does not run
    void pause(String by, String reason) throws IOException;

    /// Lets attempts begin again; says whether it was paused.
    /// @throws IOException if that cannot be written down; then it stays paused
    /// @throws IllegalStateException if the destination does not run
    boolean resume() throws IOException;

    /// Ends every wait for a next attempt, also one that the other side asked for; the rate limit holds on.
    /// @throws IllegalStateException if the destination does not run, or is paused
    void retryNow();
}
