package ai.genops.pipeline;

import ai.genops.log.Threads;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// What a destination is given at its start. Relative paths in a configuration are relative to `dataFolder`, which is
/// the server's.
///
/// @param replay null for the ordinary feed. For a replay the destination is made a second time, beside the one that
///     works, with a checkpoint and a folder of its own
public record DestinationRuntime(
        Checkpoint checkpoint,
        InstantSource clock,
        Path dataFolder,
        Threads threads,
        @Nullable Replay replay) {
    /// For the ordinary feed, with the machine's threads.
    public DestinationRuntime(Checkpoint checkpoint, InstantSource clock, Path dataFolder) {
        this(checkpoint, clock, dataFolder, Threads.REAL);
    }

    /// For the ordinary feed.
    public DestinationRuntime(Checkpoint checkpoint, InstantSource clock, Path dataFolder, Threads threads) {
        this(checkpoint, clock, dataFolder, threads, null);
    }

    /// For a replay, with the machine's threads.
    public DestinationRuntime(Checkpoint checkpoint, InstantSource clock, Path dataFolder, Replay replay) {
        this(checkpoint, clock, dataFolder, Threads.REAL, replay);
    }

    /// Records that are offered once more, from `first` up to, not including, `next`.
    ///
    /// @param name of its checkpoint, distinct from every other's
    public record Replay(String name, long first, long next) {}

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
