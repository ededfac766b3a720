package ai.genops.pipeline.processor.aggregate;

import java.util.List;
import java.util.function.Supplier;

/// What is computed, and within which bounds. Windows and keys are open under it; the rest may change.
///
/// @param windowSeconds how long a window is; windows begin at whole multiples since 1970
/// @param delayMillis how long after its end a window waits for late values
/// @param maxGroups how many groups all open windows may have together
/// @param maxBytes about how much memory they may take
/// @param keys the names of a key's values
/// @param tallies begins each total
public record Definition(
        long windowSeconds,
        long delayMillis,
        int maxGroups,
        long maxBytes,
        List<String> keys,
        List<Supplier<Tally>> tallies) {
    /// The same with other windows and keys.
    Definition of(long otherSeconds, List<String> otherKeys) {
        return new Definition(otherSeconds, delayMillis, maxGroups, maxBytes, otherKeys, tallies);
    }
}
