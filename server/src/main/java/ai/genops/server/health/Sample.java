package ai.genops.server.health;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// What the server's counters say at one moment. Counters are since the start.
///
/// @param nanos of a clock that only goes forward
/// @param millis of the machine's clock, since 1970
/// @param feedNext the record that the pipelines take next
public record Sample(
        long nanos,
        long millis,
        Machine machine,
        Log log,
        long feedNext,
        SortedMap<String, Source> sources,
        SortedMap<String, Destination> destinations) {
    /// The machine.
    ///
    /// @param cpu 0 to 1, or NaN if it cannot be told
    /// @param heap 0 to 1
    /// @param diskFree bytes; -1 if they cannot be told
    public record Machine(double cpu, double heap, long diskFree, long diskTotal) {}

    /// The log, and what was read from it.
    ///
    /// @param obstacle why it takes nothing; null if it does
    /// @param lost records that were missing or could not be decoded
    /// @param faults events on which the server failed
    public record Log(
            long next,
            @Nullable String obstacle,
            long failures,
            long tornBytes,
            long corruptFrames,
            long lost,
            long faults) {}

    /// A source.
    ///
    /// @param accepted requests
    /// @param refused requests
    /// @param answers whether it takes connections
    public record Source(long accepted, long refused, long events, boolean answers) {}

    /// A destination that takes events.
    ///
    /// @param status `up`, `retrying` or `down`
    /// @param committed every record before it is done with
    /// @param limitBytes what may wait for it in the log
    /// @param dropped records given up before it had them
    /// @param oldestMillis when the oldest event it was offered and has not delivered was appended; null: none is
    public record Destination(
            String status,
            long requests,
            long failures,
            long deadLetters,
            long lettersLost,
            long committed,
            long waitingBytes,
            long limitBytes,
            long dropped,
            @Nullable Long oldestMillis) {}
}
