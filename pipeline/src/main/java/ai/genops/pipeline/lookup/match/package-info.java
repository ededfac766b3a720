/// Finding rows by keys. Starting points: [RowIndex] finds, [Query] is what it is asked, [KeyMap] the hash table that
/// exact, prefix and CIDR keys share, [PatternIndex] the regular expressions and wildcards.
@NullMarked
package ai.genops.pipeline.lookup.match;

import org.jspecify.annotations.NullMarked;
