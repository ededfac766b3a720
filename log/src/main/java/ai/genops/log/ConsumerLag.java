package ai.genops.log;

import java.util.List;

/// How far a consumer is behind, by what a scan of the segments found.
final class ConsumerLag {
    private ConsumerLag() {}

    static LogInspector.ConsumerInfo of(String name, long next, List<SegmentScan> scans, long nowMillis) {
        long end = scans.isEmpty() ? next : Math.max(next, scans.getLast().next());
        long bytes = 0;
        long since = nowMillis;
        for (var scan : scans.reversed()) {
            var segment = scan.info();
            if (segment.next() > next) {
                double share = share(segment, next);
                bytes += (long) ((segment.usedBytes() - Segment.FIRST_FRAME) * share);
                since = segment.lastAppendedMillis()
                        - (long) ((segment.lastAppendedMillis() - segment.firstAppendedMillis()) * share);
            }
        }
        return new LogInspector.ConsumerInfo(name, next, end - next, bytes, Math.max(0, nowMillis - since));
    }

    /// Which part of a segment's records stands from a sequence on.
    private static double share(LogInspector.SegmentInfo segment, long next) {
        long from = Math.max(next, segment.first());
        return (double) (segment.next() - from) / (segment.next() - segment.first());
    }
}
