package ai.genops.source.receive;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The memory that requests may hold together while they are received and wait for the log; of one tenant's it counts
/// among everybody's, too.
public final class Budget {
    private final long maxBytes;
    private final @Nullable Budget outer;
    private final Supplier<RefusedException> refusal;
    private final AtomicLong used = new AtomicLong();

    public Budget(long maxBytes) {
        this(
                maxBytes,
                null,
                () -> new RefusedException(
                        Reason.BUSY,
                        "%d bytes of requests wait for the log, the limit; send again later".formatted(maxBytes)));
    }

    /// @param outer another one that has to have room as well
    /// @param refusal what the client is told
    Budget(long maxBytes, @Nullable Budget outer, Supplier<RefusedException> refusal) {
        this.maxBytes = maxBytes;
        this.outer = outer;
        this.refusal = refusal;
    }

    /// @throws RefusedException if it does not fit
    void take(long bytes) {
        if (used.addAndGet(bytes) > maxBytes) {
            used.addAndGet(-bytes);
            throw refusal.get();
        }
        if (outer != null) {
            takeOuter(outer, bytes);
        }
    }

    private void takeOuter(Budget outer, long bytes) {
        try {
            outer.take(bytes);
        } catch (RefusedException e) {
            used.addAndGet(-bytes);
            throw e;
        }
    }

    void give(long bytes) {
        used.addAndGet(-bytes);
        if (outer != null) {
            outer.give(bytes);
        }
    }

    public long used() {
        return used.get();
    }
}
