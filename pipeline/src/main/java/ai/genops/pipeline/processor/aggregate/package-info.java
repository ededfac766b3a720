/// Totals of values in windows of time, by key; knows nothing of events. [Generations] holds the open ones,
/// with those of former definitions, and says when one closes; [Windows] are those of one definition.
/// [Function] is what can be computed, [Tally] how far that is.
///
/// Nothing here depends on the order of the values: sums are exact decimals, sketches count, and what comes first is
/// decided by time and then by value. So any order and any split of the same values over the same windows gives the
/// same totals.
@NullMarked
package ai.genops.pipeline.processor.aggregate;

import org.jspecify.annotations.NullMarked;
