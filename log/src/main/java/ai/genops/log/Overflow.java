package ai.genops.log;

/// What happens when a consumer is so far behind that what it still needs stands in the way of new records.
public enum Overflow {
    /// New records are refused until it has moved on.
    BLOCK,
    /// The oldest segment is given up. The consumer is told by a [LogEntry.Gap] of cause [LogEntry.Cause#OVERFLOW], and
    /// what it missed is counted.
    DROP_OLDEST
}
