package ai.genops.lake;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/// Rows of one dataset with their attributes as JSON text: a Parquet file of the lake, as `meta.files` has it, or
/// a part of the dataset's young table, as a transaction sees it.
///
/// @param id above 0 of a file; below 0 of a part of a young table, and another one as soon as it has other rows; 0 of
///     a part that is still to grow, or of which is not known what it has
/// @param path absolute; empty: the young table
/// @param bytes on disk; 0 of a young table
/// @param young which rows of the young table; of a file none
/// @param first of its rows' `_time`
/// @param last of its rows' `_time`, inclusive
/// @param columns the attributes that have a column of their own, besides being in `fields`
/// @param prefixes such as `genops.budget.`, in lower case: in whatever case the text of its events has one of them, an
///     attribute's name begins there that has a column
public record DataFile(
        long id,
        String dataset,
        String path,
        RowIds young,
        long rows,
        long bytes,
        Instant first,
        Instant last,
        Map<String, FileColumn> columns,
        Set<String> prefixes) {

    /// Rows of a dataset's young table.
    static DataFile young(long id, String dataset, RowIds young, long rows, Instant first, Instant last) {
        return new DataFile(id, dataset, "", young, rows, 0, first, last, Map.of(), Set.of());
    }

    DataFile with(Set<String> known) {
        return new DataFile(id, dataset, path, young, rows, bytes, first, last, columns, known);
    }

    /// Whether it is of the dataset's young table and not a file.
    public boolean isYoung() {
        return !young.equals(RowIds.NONE);
    }

    /// Whether whatever has this id has the same rows.
    public boolean isFixed() {
        return id != 0;
    }
}
