package ai.genops.pipeline.engine;

/// What a processor has done since the start, in events: `in` = `out` + `dropped`, but for one that makes several of
/// one.
///
/// @param errored failures of its expressions; an event on which one failed went on
/// @param timed events whose time was taken, about one in 64
/// @param timedNanos that those took together
public record StageStats(
        String name, String type, long in, long out, long dropped, long errored, long timed, long timedNanos) {
    /// Per event, in nanoseconds; 0 as long as none was timed.
    public double meanNanos() {
        return timed == 0 ? 0 : (double) timedNanos / timed;
    }
}
