package ai.genops.pipeline.processor.aggregate;

import java.util.function.Supplier;

/// A total as it was saved.
///
/// @param begin makes one that can load it
/// @param place which total it is now, -1: none any more
public record Saved(Supplier<Tally> begin, int place) {}
