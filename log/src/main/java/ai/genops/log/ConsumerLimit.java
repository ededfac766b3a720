package ai.genops.log;

/// How far a consumer may be behind. Looked at when a segment is used up, so a segment more or less.
///
/// With [Overflow#BLOCK], new records are refused while it is behind by more, even if the log has room. With
/// [Overflow#DROP_OLDEST], what lies behind the limit is kept as long as nothing else needs the room; the log's own
/// limit holds too.
///
/// @param maxLagBytes what it may have before it, in bytes of the log
public record ConsumerLimit(long maxLagBytes, Overflow overflow) {
    public ConsumerLimit {
        if (maxLagBytes <= 0) {
            throw new IllegalArgumentException("`maxLagBytes` must be positive, is " + maxLagBytes);
        }
    }

    /// As far behind as the log reaches.
    public static ConsumerLimit unlimited(Overflow overflow) {
        return new ConsumerLimit(Long.MAX_VALUE, overflow);
    }
}
