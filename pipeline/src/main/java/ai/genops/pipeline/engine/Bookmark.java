package ai.genops.pipeline.engine;

import java.util.concurrent.atomic.AtomicLong;

/// How far something is in the books, so that a record counts once however often it is read: destinations stand at
/// different places, and each may fall behind and come back. Safe for concurrent use.
final class Bookmark {
    private final AtomicLong next = new AtomicLong();
    private volatile long start;

    /// Begins at `offset`: what stands before was counted in an earlier life of the server.
    void start(long offset) {
        start = offset;
        next.accumulateAndGet(offset, Math::max);
    }

    long start() {
        return start;
    }

    /// Whether a record from `offset` on has come.
    boolean isBeyond(long offset) {
        return next.get() > offset;
    }

    /// The records from `first` up to `next` come. Returns from which on they come for the first time: the next call
    /// for them returns `next` or a later one.
    long passes(long first, long next) {
        return Math.max(first, this.next.getAndAccumulate(next, Math::max));
    }

    /// Whether the record at `offset` comes for the first time; the next call for it says no.
    boolean passes(long offset) {
        return passes(offset, offset + 1) == offset;
    }
}
