package ai.genops.lake;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// Rows of one dataset with their attributes as JSON text: a Parquet file of the lake, as `meta.files` has it, or the
/// dataset's young table, as a transaction sees it.
///
/// @param id 0: the young table
/// @param path absolute; empty: the young table
/// @param bytes on disk; 0 of a young table
/// @param first of its rows' `_time`
/// @param last of its rows' `_time`, inclusive
/// @param columns the attributes that have a column of their own, besides being in `fields`
/// @param prefixes such as `genops.budget.`, in lower case: in whatever case the text of its events has one of them, an
///     attribute's name begins there that has a column
public record DataFile(
        long id,
        String dataset,
        String path,
        long rows,
        long bytes,
        Instant first,
        Instant last,
        Map<String, FileColumn> columns,
        Set<String> prefixes) {

    static DataFile young(String dataset, long rows, Instant first, Instant last) {
        return new DataFile(0, dataset, "", rows, 0, first, last, Map.of(), Set.of());
    }

    DataFile with(Set<String> known) {
        return new DataFile(id, dataset, path, rows, bytes, first, last, columns, known);
    }

    /// Whether it is the dataset's young table and not a file.
    public boolean isYoung() {
        return id == 0;
    }
}
