package ai.genops.log;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// How a log stands, for metrics. Counters start at 0 when the log is opened; the values are read one after another,
/// not at one instant.
///
/// @param diskBytes what all segment files occupy; near `maxBytes` in steady state, since old records are kept
/// @param segments segments that hold records
/// @param oldestSequence first record still retained; equals `nextSequence` in an empty log
/// @param nextSequence sequence that the next record gets
/// @param waitingBytes appended, not yet fsynced
/// @param obstacle why the last append was refused or failed, or the next one would, and what helps; null if neither
public record LogStats(
        long diskBytes,
        long maxBytes,
        int segments,
        long oldestSequence,
        long nextSequence,
        long waitingBytes,
        @Nullable String obstacle,
        SortedMap<String, Consumer> consumers,
        Counters counters) {

    /// Where a consumer stands.
    ///
    /// @param next sequence it reads next
    /// @param lagBytes estimated from its place within its segment
    /// @param dropped records it needed and that were given up since the log was opened
    public record Consumer(long next, long lagRecords, long lagBytes, ConsumerLimit limit, long dropped) {}

    /// What happened since the log was opened.
    ///
    /// @param appends records acknowledged
    /// @param appendedBytes their payloads' bytes
    /// @param refused appends refused as busy, full, too large or closed
    /// @param failed appends that failed on the disk
    /// @param tornBytes bytes of unfinished records dropped when the log was opened
    /// @param corruptFrames damaged places met, each counted once
    /// @param overflowDrops segments given up although a consumer needed them
    public record Counters(
            long appends,
            long appendedBytes,
            long fsyncs,
            long refused,
            long failed,
            long tornBytes,
            long corruptFrames,
            long recycledSegments,
            long overflowDrops) {}
}
