/// A lookup's rows in memory, by column: [TableBuilder] takes them, [Table] keeps them. No object per row: a million
/// rows of a key and four short columns take some 40 bytes each.
@NullMarked
package ai.genops.pipeline.lookup.table;

import org.jspecify.annotations.NullMarked;
