package ai.genops.pipeline.lookup.match;

/// Which of several rows that match equally well counts.
public enum Choice {
    FIRST,
    LAST,
    /// The one whose regular expression takes in most of the value where it is found first; of several the first.
    LONGEST,
    /// All of them, in the order of the file, up to [Query#MOST_ROWS].
    ALL
}
