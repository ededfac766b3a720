/// Searches that are asked again add up only what is new. Start reading at
/// [ai.genops.search.partial.PartialAggregates], then [ai.genops.search.partial.TwoLevels] and
/// [ai.genops.search.partial.PartialReads].
@NullMarked
package ai.genops.search.partial;

import org.jspecify.annotations.NullMarked;
