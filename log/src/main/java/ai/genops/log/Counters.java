package ai.genops.log;

import java.util.concurrent.atomic.LongAdder;

/// What the log counts while it runs; [LogStats.Counters] is a reading of it.
final class Counters {
    final LongAdder appends = new LongAdder();
    final LongAdder appendedBytes = new LongAdder();
    final LongAdder fsyncs = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder tornBytes = new LongAdder();
    final LongAdder recycledSegments = new LongAdder();
    final LongAdder overflowDrops = new LongAdder();

    LogStats.Counters read(Damages damages) {
        return new LogStats.Counters(
                appends.sum(),
                appendedBytes.sum(),
                fsyncs.sum(),
                refused.sum(),
                failed.sum(),
                tornBytes.sum(),
                damages.count(),
                recycledSegments.sum(),
                overflowDrops.sum());
    }
}
