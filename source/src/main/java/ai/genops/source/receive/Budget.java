package ai.genops.source.receive;

import java.util.concurrent.atomic.AtomicLong;

/// The memory that all requests together may hold while they are received and wait for the log.
final class Budget {
    private final long maxBytes;
    private final AtomicLong used = new AtomicLong();

    Budget(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /// @throws RefusedException if it does not fit
    void take(long bytes) {
        if (used.addAndGet(bytes) > maxBytes) {
            used.addAndGet(-bytes);
            throw new RefusedException(
                    Reason.BUSY,
                    "%d bytes of requests wait for the log, the limit; send again later".formatted(maxBytes));
        }
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
    }

    long used() {
        return used.get();
    }
}
