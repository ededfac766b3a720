package ai.genops.lake;

import java.time.Instant;
import java.util.Map;

/// A Parquet file of the lake with rows of one dataset, as `meta.files` has it.
///
/// @param path absolute
/// @param first of its rows' `_time`
/// @param last of its rows' `_time`, inclusive
/// @param columns the attributes that have a column of their own, besides being in `fields`
public record DataFile(
        long id,
        String dataset,
        String path,
        long rows,
        long bytes,
        Instant first,
        Instant last,
        Map<String, ColumnKind> columns) {}
