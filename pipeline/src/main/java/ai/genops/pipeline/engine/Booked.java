package ai.genops.pipeline.engine;

import java.util.concurrent.atomic.AtomicLong;

/// Which records of the log somebody's books have: those before a certain one. Several feeds may read the same record;
/// it is booked by the first. Safe for concurrent use.
final class Booked {
    private final AtomicLong last = new AtomicLong(-1);

    /// Records before `offset` are in the books already, or in none.
    void beginAt(long offset) {
        last.accumulateAndGet(offset - 1, Math::max);
    }

    /// Whether the record at `offset` comes for the first time; the next call for it says no.
    boolean isFirst(long offset) {
        return last.getAndAccumulate(offset, Math::max) < offset;
    }
}
