package ai.genops.pipeline.processor.chain;

/// Where a chain does not hold.
///
/// @param sequence of the event it is about; 0: nobody knows
/// @param message what is wrong, as a sentence about that line
public record Break(Kind kind, Place place, long sequence, String message) {
    public enum Kind {
        /// The event is not the one that was chained.
        ALTERED,
        /// An event that was chained is not there.
        MISSING,
        /// An event is there that was not chained.
        INSERTED,
        /// All events up to there are there, in another order.
        REORDERED,
        /// A file cannot be read to its end.
        DAMAGED
    }
}
