/// Lookup tables: tables of an organisation's own that events are enriched from. Starting points: [LookupDefinition]
/// reads one's configuration, [LookupTables] has them all, [LookupSource] keeps one current with its file. In the order
/// of flow: `read` reads files, `table` keeps their rows, `match` finds them.
@NullMarked
package ai.genops.pipeline.lookup;

import org.jspecify.annotations.NullMarked;
