package ai.genops.pipeline.processor.aggregate;

import java.util.List;
import java.util.function.Supplier;

/// What is computed, and within which bounds.
///
/// @param windowSeconds how long a window is; windows begin at whole multiples since 1970
/// @param delayMillis how long after its end a window waits for late values
/// @param maxGroups how many groups all open windows may have together
/// @param maxBytes about how much memory they may take
/// @param keys how many values a key has
/// @param tallies begins each total
public record Definition(
        long windowSeconds, long delayMillis, int maxGroups, long maxBytes, int keys, List<Supplier<Tally>> tallies) {}
