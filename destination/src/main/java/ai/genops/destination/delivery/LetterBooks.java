package ai.genops.destination.delivery;

/// The books of one destination's dead letters, in events, since its start. What came in is still there, or has left
/// in exactly one way:
///
/// `opening + refused + refusedAgain = present + redelivered + returned + discarded + lost`
///
/// @param opening in the files at the start
/// @param refused written since, when they were refused for the first time
/// @param refusedAgain written once more, refused when they were sent again
/// @param redelivered taken out because they were delivered after all
/// @param returned taken out because they were refused again, and written once more
/// @param discarded taken out by people
/// @param lost taken out because there were more than are kept
/// @param present in the files now, counted there; what cannot be read is not there
/// @param presentBytes of the files
/// @param oldestSeconds when the oldest of them was written, in seconds since 1970; 0 if there is none
public record LetterBooks(
        long opening,
        long refused,
        long refusedAgain,
        long redelivered,
        long returned,
        long discarded,
        long lost,
        long present,
        long presentBytes,
        double oldestSeconds) {
    /// Of a destination that keeps no dead letters.
    public static final LetterBooks EMPTY = new LetterBooks(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /// What has to be accounted for.
    public long in() {
        return opening + refused + refusedAgain;
    }

    /// What is.
    public long accounted() {
        return present + redelivered + returned + discarded + lost;
    }
}
