package ai.genops.pipeline.engine;

import ai.genops.log.LogEntry;
import java.util.concurrent.atomic.LongAdder;

/// The counters behind [FeedStats]. Safe for concurrent use.
final class FeedBooks {
    final LongAdder records = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder undecodable = new LongAdder();
    final LongAdder faults = new LongAdder();
    private final LongAdder missing = new LongAdder();
    private final LostRecords damaged = new LostRecords();

    /// A damaged record counts for whoever meets it first, also where others had read it while it was whole, or in an
    /// earlier life of the server. What was given up as configured counts only if nobody has had it.
    ///
    /// @param first whether none of the feeds has been there
    void missed(LogEntry.Gap gap, boolean first) {
        switch (gap.cause()) {
            case CORRUPT -> missing.add(damaged.add(gap.first(), gap.next()));
            case RECYCLED, OVERFLOW -> missing.add(first ? gap.count() : 0);
            case UNACKNOWLEDGED -> {} // nobody had been promised them
        }
    }

    FeedStats stats() {
        return new FeedStats(records.sum(), events.sum(), undecodable.sum(), missing.sum(), faults.sum());
    }
}
