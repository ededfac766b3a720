package ai.genops.pipeline.lookup;

import ai.genops.pipeline.lookup.match.RowIndex;
import ai.genops.pipeline.lookup.table.Column;
import java.util.List;

/// One version of a lookup's rows, as one use of it sees them: found by its key columns, with its output columns.
public record LookupView(RowIndex index, List<Column> outputs) {}
