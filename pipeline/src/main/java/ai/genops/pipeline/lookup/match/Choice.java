package ai.genops.pipeline.lookup.match;

/// Which of several rows that match equally well counts.
public enum Choice {
    FIRST,
    LAST,
    /// All of them, in the order of the file, up to [Query#MOST_ROWS].
    ALL
}
