package ai.genops.log;

import java.io.IOException;

/// Hands the records of a range to a sink, segment by segment.
final class SegmentRange {
    private final long to;
    private final long fromMillis;
    private final long toMillis;
    private final LogInspector.Sink sink;
    private long next;
    private boolean begun;

    SegmentRange(long from, long to, long fromMillis, long toMillis, LogInspector.Sink sink) {
        this.next = from;
        this.to = to;
        this.fromMillis = fromMillis;
        this.toMillis = toMillis;
        this.sink = sink;
    }

    /// The first sequence not dealt with.
    long next() {
        return next;
    }

    /// Reads one segment.
    ///
    /// @return whether to go on with the next segment
    boolean read(FrameWalk walk, Contents contents, SegmentFinder.Found found) throws IOException {
        var cause = LogEntry.Cause.CORRUPT;
        for (var step = walk.next(found.bytes()); step != null; step = walk.next(found.bytes())) {
            switch (step) {
                case FrameWalk.Step.Bad _ -> {}
                case FrameWalk.Step.Hole _ -> cause = LogEntry.Cause.UNACKNOWLEDGED;
                case FrameWalk.Step.Good good -> {
                    long sequence = good.frame().sequence();
                    if (sequence >= Math.min(to, found.end())) {
                        return sequence < to;
                    }
                    if (isWanted(good.frame()) && !hand(good, contents, cause)) {
                        return false;
                    }
                    cause = LogEntry.Cause.CORRUPT;
                }
            }
        }
        return true;
    }

    private boolean isWanted(Frame frame) {
        boolean isIn = frame.appendedMillis() >= fromMillis && frame.appendedMillis() < toMillis;
        if (!isIn && !frame.isSeal() && frame.sequence() >= next) {
            // Outside the time asked for: neither told nor missing.
            next = frame.nextSequence();
        }
        return isIn && !frame.isSeal() && frame.sequence() >= next;
    }

    private boolean hand(FrameWalk.Step.Good good, Contents contents, LogEntry.Cause cause) throws IOException {
        var frame = good.frame();
        var payload = contents.payload(good);
        if (payload == null) {
            return true;
        }
        if (frame.sequence() > next && tells() && !sink.take(new LogEntry.Gap(next, frame.sequence(), why(cause)))) {
            return false;
        }
        begun = true;
        next = frame.nextSequence();
        return sink.take(new LogEntry.Stored(frame.sequence(), frame.appendedMillis(), payload));
    }

    /// What was appended before the first record of a time is nobody's question.
    private boolean tells() {
        return begun || fromMillis == Long.MIN_VALUE;
    }

    /// What is missing before the first record that is there was given up, not damaged.
    private LogEntry.Cause why(LogEntry.Cause cause) {
        return begun ? cause : LogEntry.Cause.RECYCLED;
    }
}
