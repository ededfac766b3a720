package ai.genops.destination.delivery;

import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What one kind of destination adds to delivery: how an event of a route becomes bytes, and one attempt to hand a
/// number of them over.
public interface Transport extends AutoCloseable {
    /// How events of a route are written. Problems of the route's keys go to its section's problems; called before
    /// [#open], also for a destination that is not configured.
    Encoder encoder(Route route);

    /// Acquires what sending needs. Returns the first log record that is not delivered: the checkpoint, unless the
    /// transport knows that more has arrived.
    /// @throws IOException if it cannot work here at all
    default long open(DestinationRuntime runtime) throws IOException {
        return runtime.checkpoint().load();
    }

    /// Whether a batch, once it has been sent, must be put together in the same way after a restart: for those that
    /// name what they store by it, or that add events up.
    default boolean keepsBatches() {
        return false;
    }

    /// Why records that it has had must not be fed to it once more; empty if they may: [Destination#refusesReplay].
    default String refusesReplay() {
        return "";
    }

    /// One attempt. It may be interrupted when the destination closes. An exception counts as a failure that
    /// passes, like [Outcome.Failed]. Called by as many threads at a time as the destination has couriers.
    Outcome send(Request request) throws IOException, InterruptedException;

    /// The files on this machine that it writes lines of JSON to, in the order in which they were written; empty if it
    /// writes none.
    ///
    /// @throws IOException if their folder cannot be read
    default List<Path> files(Path dataFolder) throws IOException {
        return List.of();
    }

    /// What must not be shown of reasons and of bodies that are kept.
    default Redaction redaction() {
        return new Redaction();
    }

    @Override
    default void close() throws IOException {}
}
