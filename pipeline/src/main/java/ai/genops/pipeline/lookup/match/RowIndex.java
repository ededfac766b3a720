package ai.genops.pipeline.lookup.match;

/// Finds rows by the values of key columns. Unchanging; safe for concurrent use.
public sealed interface RowIndex permits ExactIndex, PrefixIndex, CidrIndex, PatternIndex {
    /// The row that counts, or -1. The query has as many values as there are key columns, in their order.
    int find(Query query);

    /// Every row that matches equally well, in the order of the file, into the query.
    void findAll(Query query);

    /// What it takes in memory, by its own arrays.
    long bytes();
}
