package ai.genops.pipeline.engine;

import java.util.concurrent.atomic.LongAdder;

/// The counters behind [FeedStats]. Safe for concurrent use.
final class FeedBooks {
    final LongAdder records = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder undecodable = new LongAdder();
    final LongAdder missing = new LongAdder();
    final LongAdder faults = new LongAdder();

    FeedStats stats() {
        return new FeedStats(records.sum(), events.sum(), undecodable.sum(), missing.sum(), faults.sum());
    }
}
