package ai.genops.log;

import java.nio.ByteBuffer;

/// What a reader meets next: a record, or the fact that records are missing. Never silence about a missing one.
public sealed interface LogEntry {
    /// A record as it was appended, checked against its CRC.
    ///
    /// @param appendedMillis when the log took it, milliseconds since the epoch
    /// @param payload read-only view, valid until the reader's next poll
    record Stored(long sequence, long appendedMillis, ByteBuffer payload) implements LogEntry {}

    /// The records from `first` up to, not including, `next` cannot be read any more.
    record Gap(long first, long next, Cause cause) implements LogEntry {
        /// How many sequence numbers it spans.
        public long count() {
            return next - first;
        }
    }

    /// Why records are missing.
    enum Cause {
        /// Older than what is retained.
        RECYCLED,
        /// Damaged on disk; [Log#damage] says where.
        CORRUPT,
        /// Lost in a power loss before they were acknowledged: nobody was promised anything.
        UNACKNOWLEDGED,
        /// Given up although a consumer still needed them, as it is configured: [Overflow#DROP_OLDEST].
        OVERFLOW
    }
}
