/// Lookup tables: small tables of an organisation's own that events are enriched from. Starting points:
/// [LookupDefinition] reads one's configuration, [CsvTable] its file, [LookupTables] keeps them current.
@NullMarked
package ai.genops.pipeline.lookup;

import org.jspecify.annotations.NullMarked;
