package ai.genops.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a log's fsynced records in order. Many readers may read one log, each from a thread of its own; a reader
/// itself is not thread-safe. It holds one file open and a buffer of 256 KiB, or of its largest record.
public final class LogReader implements AutoCloseable {
    private final Disk disk;
    private final Segments segments;
    private final Durable durable;
    private final Damages damages;
    private long next;
    private @Nullable Segment segment;
    private @Nullable FrameWalk walk;
    /// A record already read, waiting behind the gap that was reported first.
    private FrameWalk.Step.@Nullable Good behindGap;

    LogReader(Disk disk, Segments segments, Durable durable, Damages damages, long from) {
        this.disk = disk;
        this.segments = segments;
        this.durable = durable;
        this.damages = damages;
        this.next = from;
    }

    /// The sequence read next: what to commit as the checkpoint when everything polled so far is done.
    public long nextSequence() {
        return next;
    }

    /// The next record, or a gap where records are missing; null if there was none in time. Zero does not wait.
    ///
    /// @throws IOException if the disk cannot be read; polling again tries again
    /// @throws IllegalStateException once the log is closed
    public @Nullable LogEntry poll(Duration timeout) throws IOException, InterruptedException {
        if (!durable.await(next, timeout)) {
            return null;
        }
        while (true) {
            var entry = advance();
            if (entry != null) {
                return entry;
            }
        }
    }

    /// One step; null if it led to nothing to tell.
    private @Nullable LogEntry advance() throws IOException {
        var good = behindGap;
        if (good != null) {
            behindGap = null;
            return record(good);
        }
        var holding = segments.holding(next);
        if (holding == null) {
            var oldest = Objects.requireNonNull(segments.oldest(), "a log with records has segments");
            return gap(oldest.header.base(), LogEntry.Cause.RECYCLED);
        }
        var end = holding.end();
        if (next >= end.sequence()) {
            var after = segments.after(holding);
            return after == null ? null : gap(after.header.base(), LogEntry.Cause.CORRUPT);
        }
        try {
            return step(holding, end);
        } catch (NoSuchFileException e) {
            return lost(holding, end, 0);
        }
    }

    private @Nullable LogEntry step(Segment holding, Segment.End end) throws IOException {
        var open = open(holding);
        long from = open.position();
        return switch (open.next(end.position())) {
            case null -> lost(holding, end, from);
            case FrameWalk.Step.Bad bad -> {
                if (segments.contains(holding)) {
                    damages.report(new Damage(holding.name(), bad.offset(), bad.bytes()));
                }
                yield null;
            }
            case FrameWalk.Step.Good good -> {
                long sequence = good.frame().sequence();
                if (sequence < next) {
                    yield null;
                }
                if (sequence >= end.sequence()) {
                    yield lost(holding, end, from);
                }
                if (sequence == next) {
                    yield record(good);
                }
                behindGap = good;
                yield gap(sequence, LogEntry.Cause.CORRUPT);
            }
        };
    }

    /// The rest of a segment is not there: recycled meanwhile, which the next step finds out, or damaged.
    private @Nullable LogEntry lost(Segment holding, Segment.End end, long from) {
        if (!segments.contains(holding)) {
            return null;
        }
        if (from < end.position()) {
            damages.report(new Damage(holding.name(), from, end.position() - from));
        }
        return gap(end.sequence(), LogEntry.Cause.CORRUPT);
    }

    private LogEntry record(FrameWalk.Step.Good good) {
        next = good.frame().sequence() + 1;
        return new LogEntry.Stored(good.frame().sequence(), good.frame().appendedMillis(), good.payload());
    }

    private LogEntry gap(long to, LogEntry.Cause cause) {
        var gap = new LogEntry.Gap(next, to, cause);
        next = to;
        return gap;
    }

    private FrameWalk open(Segment holding) throws IOException {
        var open = walk;
        if (open != null && segment == holding) {
            return open;
        }
        close();
        open = new FrameWalk(disk.openForReading(holding.file), holding.header.number(), Segment.FIRST_FRAME);
        segment = holding;
        walk = open;
        return open;
    }

    @Override
    public void close() throws IOException {
        var open = walk;
        walk = null;
        segment = null;
        if (open != null) {
            open.close();
        }
    }
}
