package ai.genops.lake;

/// Rows of a table that follow each other, by their number in it.
///
/// @param to exclusive
public record RowIds(long from, long to) {
    public static final RowIds NONE = new RowIds(0, 0);

    static final RowIds ALL = new RowIds(0, Long.MAX_VALUE);
}
