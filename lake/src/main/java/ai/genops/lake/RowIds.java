package ai.genops.lake;

/// Rows of a table that follow each other, by their number in it.
///
/// @param to exclusive
public record RowIds(long from, long to) {
    static final RowIds ALL = new RowIds(0, Long.MAX_VALUE);
}
