package ai.genops.log;

import org.jspecify.annotations.Nullable;

/// Why a record is not in the log. The future that [Log#append] returns fails with one of these, as it is (dependent
/// stages see it inside a `CompletionException`). Made without a stack trace: under pressure there are many.
public abstract sealed class AppendException extends RuntimeException {
    private AppendException(String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
    }

    /// More bytes wait for their fsync than `maxWaitingBytes`: passes within moments. HTTP 429.
    public static final class Busy extends AppendException {
        Busy(long waitingBytes, long maxWaitingBytes) {
            super(
                    "%d bytes wait for the disk; `maxWaitingBytes` is %d; send again later"
                            .formatted(waitingBytes, maxWaitingBytes),
                    null);
        }
    }

    /// The disk limit is reached and a consumer still needs the oldest segment: passes when it moves on. HTTP 503.
    public static final class Full extends AppendException {
        private final String slowestConsumer;

        private Full(String message, String slowestConsumer) {
            super(message, null);
            this.slowestConsumer = slowestConsumer;
        }

        /// A consumer has reached its own limit.
        static Full ofConsumer(String directory, String consumer, long maxLagBytes, long lagRecords) {
            return new Full(
                    "the log in %s takes no more: consumer `%s` is %d records behind, which is beyond its limit of %d bytes; %s"
                            .formatted(directory, consumer, lagRecords, maxLagBytes, "it goes on when that one does"),
                    consumer);
        }

        Full(String directory, long maxBytes, String slowestConsumer, long lagRecords) {
            super(
                    "the log in %s has reached `maxBytes` (%d), and consumer `%s` is %d records behind: %s"
                            .formatted(
                                    directory, maxBytes, slowestConsumer, lagRecords, "it goes on when that one does"),
                    null);
            this.slowestConsumer = slowestConsumer;
        }

        /// The consumer that stands furthest back.
        public String slowestConsumer() {
            return slowestConsumer;
        }
    }

    /// The disk failed; whether the record is on it is unknown. The log tries again by itself. HTTP 503.
    public static final class DiskFailed extends AppendException {
        DiskFailed(String directory, Throwable cause) {
            super(
                    "cannot write the log in %s: %s; it is tried again by itself"
                            .formatted(directory, DiskTrouble.why(cause)),
                    cause);
        }
    }

    /// The payload is longer than `maxRecordBytes`. HTTP 413.
    public static final class TooLarge extends AppendException {
        TooLarge(long bytes, int maxRecordBytes) {
            super("a record of %d bytes is larger than `maxRecordBytes` (%d)".formatted(bytes, maxRecordBytes), null);
        }
    }

    /// The log was closed. HTTP 503.
    public static final class Closed extends AppendException {
        Closed() {
            super("the log is closed", null);
        }
    }
}
