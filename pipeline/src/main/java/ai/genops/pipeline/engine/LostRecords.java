package ai.genops.pipeline.engine;

import java.util.TreeMap;

/// Damaged records, each counted once however many feeds meet it, in whatever order. Safe for concurrent use.
///
/// Bounded: of more than [#MOST_RANGES] damaged places the oldest is forgotten, and counts again if another destination
/// comes by.
final class LostRecords {
    static final int MOST_RANGES = 10_000;

    /// From each first record to the one after the last; they do not touch.
    private final TreeMap<Long, Long> ranges = new TreeMap<>();

    /// How many of the records from `first` on, before `next`, were not known to be lost.
    synchronized long add(long first, long next) {
        long known = 0;
        long from = first;
        long to = next;
        var before = ranges.floorEntry(next);
        while (before != null && before.getValue() >= first) {
            known += Math.max(0, Math.min(next, before.getValue()) - Math.max(first, before.getKey()));
            from = Math.min(from, before.getKey());
            to = Math.max(to, before.getValue());
            ranges.remove(before.getKey());
            before = ranges.floorEntry(next);
        }
        ranges.put(from, to);
        if (ranges.size() > MOST_RANGES) {
            ranges.pollFirstEntry();
        }
        return next - first - known;
    }
}
