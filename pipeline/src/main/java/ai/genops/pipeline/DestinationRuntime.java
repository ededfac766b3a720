package ai.genops.pipeline;

import ai.genops.log.Threads;
import java.nio.file.Path;
import java.time.InstantSource;

/// What a destination is given at its start. `dataFolder` is the server's; relative paths in a configuration are
/// relative to it.
public record DestinationRuntime(Checkpoint checkpoint, InstantSource clock, Path dataFolder, Threads threads) {
    /// With the machine's threads.
    public DestinationRuntime(Checkpoint checkpoint, InstantSource clock, Path dataFolder) {
        this(checkpoint, clock, dataFolder, Threads.REAL);
    }

    /// Where a destination remembers how far it has come. Safe for concurrent use.
    public interface Checkpoint {
        /// The first record it has not delivered: the log's oldest at its first start.
        long load();

        /// Durable when it returns.
        void save(long nextOffset);

        /// Goes back to the log's oldest record, for a destination that has lost all it had; returns it.
        default long rewind() {
            return load();
        }
    }
}
