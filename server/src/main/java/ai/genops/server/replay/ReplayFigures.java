package ai.genops.server.replay;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationStats;
import java.util.List;

/// What a replay has done since the server's start, at one moment.
///
/// @param created events that its records gave
/// @param missing records that were no longer in the log, or damaged
public record ReplayFigures(ReplayJob job, long created, long missing, List<Share> shares) {
    /// Of one destination.
    ///
    /// @param records of the replay's that it is done with, also before the server's start
    public record Share(String destination, long records, DestinationStats events) {}

    static ReplayFigures of(RunningReplay replay) {
        ReplayRange range = replay.job().range();
        var read = replay.feeds().stats();
        List<Share> shares = replay.destinations().stream()
                .map(destination -> share(destination, range))
                .toList();
        return new ReplayFigures(replay.job(), read.events(), read.missing(), shares);
    }

    ReplayFigures as(ReplayJob ended) {
        return new ReplayFigures(ended, created, missing, shares);
    }

    private static Share share(Destination destination, ReplayRange range) {
        long done = Math.clamp(destination.committed(), range.first(), range.next()) - range.first();
        return new Share(destination.id(), done, destination.stats());
    }
}
