package ai.genops.source;

import java.time.Duration;

/// A record that the log did not take; nothing of it is kept. Made without a stack trace: under pressure there are
/// many.
public final class AppendRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Why why;
    private final Duration retryAfter;

    /// @param message for the client: says nothing of the inside
    public AppendRefusedException(Why why, String message, Duration retryAfter) {
        super(message, null, false, false);
        this.why = why;
        this.retryAfter = retryAfter;
    }

    public Why why() {
        return why;
    }

    /// How long a client should wait; zero if the same request would never be taken.
    public Duration retryAfter() {
        return retryAfter;
    }

    /// Why it was refused.
    public enum Why {
        /// More waits for the disk than may wait: passes within moments.
        BUSY,
        /// The log has reached its limit: passes when a consumer has moved on.
        FULL,
        /// Its disk fails, or it is closing: passes when that is over.
        UNAVAILABLE,
        /// The record is larger than the log takes.
        TOO_LARGE
    }
}
