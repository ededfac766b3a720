package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads a log's fsynced records in order. Many readers may read one log, each from a thread of its own; a reader
/// itself is not thread-safe. It holds one file open and a buffer of 256 KiB, or of its largest record.
public final class LogReader implements AutoCloseable {
    /// A disk that fails for a moment is asked again; what stays unreadable is skipped.
    private static final int PATIENCE = 4;

    private final Disk disk;
    private final Segments segments;
    private final Durable durable;
    private final Damages damages;
    private final @Nullable KeyRing keys;
    private long next;
    private @Nullable Segment segment;
    private @Nullable FrameWalk walk;
    private @Nullable Contents contents;
    /// Whether the walk has just passed records that were never acknowledged.
    private boolean hole;
    /// How often in a row the segment could not be read.
    private int refusals;
    /// A record already read, waiting behind the gap that was reported first.
    private FrameWalk.Step.@Nullable Good behindGap;

    LogReader(Disk disk, Segments segments, Durable durable, Damages damages, @Nullable KeyRing keys, long from) {
        this.disk = disk;
        this.segments = segments;
        this.durable = durable;
        this.damages = damages;
        this.keys = keys;
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
            var oldest = segments.oldest();
            return oldest == null ? behindTheEnd(null) : gap(oldest.header.base(), segments.whyMissing(next));
        }
        var end = holding.end();
        if (next >= end.sequence()) {
            var after = segments.after(holding);
            return after == null ? behindTheEnd(holding) : gap(after.header.base(), LogEntry.Cause.CORRUPT);
        }
        try {
            var entry = step(holding, end);
            refusals = 0;
            return entry;
        } catch (ClosedChannelException e) {
            throw e;
        } catch (IOException e) {
            return unreadable(holding, end, e);
        }
    }

    /// Records that some consumer has had and that are not there any more are missing at once, not only when the
    /// next one comes. The writer first shows a record and then says how far the log goes; here it is asked the
    /// other way round, so that what is just written is not taken for lost.
    @SuppressWarnings("ReferenceEquality") // whether it is another one
    private @Nullable LogEntry behindTheEnd(@Nullable Segment newest) {
        long end = durable.end();
        Segment now = segments.newest();
        boolean isThere = now != newest || (now != null && now.end().sequence() > next);
        return isThere || end <= next ? null : gap(end, LogEntry.Cause.CORRUPT);
    }

    /// One file that is gone or cannot be read is damaged. If the newest cannot be read either, it is the disk that
    /// has gone, and may come back.
    private @Nullable LogEntry unreadable(Segment holding, Segment.End end, IOException cause) throws IOException {
        if (!segments.contains(holding)) {
            return null;
        }
        boolean patient = cause instanceof NoSuchFileException || ++refusals > PATIENCE;
        var newest = segments.newest();
        if (!patient || newest == null || newest == holding || !isReadable(newest)) {
            if (patient) {
                // The disk may come back as another one: to be opened again.
                refusals = 0;
                close();
            }
            throw new IOException("cannot read the log: " + DiskTrouble.of(holding.file, cause), cause);
        }
        refusals = 0;
        close();
        return lost(holding, end, 0);
    }

    private boolean isReadable(Segment other) {
        try (var file = disk.openForReading(other.file)) {
            file.read(ByteBuffer.allocate(SegmentHeader.BYTES), 0);
            return true;
        } catch (IOException e) {
            return false;
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
            case FrameWalk.Step.Hole _ -> {
                hole = true;
                yield null;
            }
            case FrameWalk.Step.Good good -> good.frame().isSeal() ? null : found(good, holding, end, from);
        };
    }

    private @Nullable LogEntry found(FrameWalk.Step.Good good, Segment holding, Segment.End end, long from) {
        boolean behindHole = hole;
        hole = false;
        long sequence = good.frame().sequence();
        if (sequence < next) {
            return null;
        }
        if (sequence >= end.sequence()) {
            return lost(holding, end, from);
        }
        if (sequence == next) {
            return record(good);
        }
        behindGap = good;
        return gap(sequence, behindHole ? LogEntry.Cause.UNACKNOWLEDGED : LogEntry.Cause.CORRUPT);
    }

    /// The rest of a segment is not there: recycled meanwhile, which the next step finds out, or damaged.
    private @Nullable LogEntry lost(Segment holding, Segment.End end, long from) {
        if (!segments.contains(holding)) {
            return null;
        }
        var after = segments.after(holding);
        if (from > 0 && after != null && after.header.number() > holding.header.number() + 1) {
            damages.report(Damage.missing(holding.header.number() + 1));
        } else if (from < end.position()) {
            damages.report(new Damage(holding.name(), from, end.position() - from));
        }
        return gap(end.sequence(), LogEntry.Cause.CORRUPT);
    }

    /// Null if the frame is whole but does not give its payload, which then counts as damage.
    private @Nullable LogEntry record(FrameWalk.Step.Good good) {
        var frame = good.frame();
        var payload = Objects.requireNonNull(contents).payload(good);
        if (payload == null) {
            var holding = Objects.requireNonNull(segment);
            damages.report(new Damage(holding.name(), good.offset(), frame.bytes()));
            return null;
        }
        next = frame.sequence() + 1;
        return new LogEntry.Stored(frame.sequence(), frame.appendedMillis(), payload);
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
        open = new FrameWalk(disk.openForReading(holding.file), holding.header.number(), Segment.FIRST_FRAME, PATIENCE);
        contents = new Contents(keys, holding.header.number());
        hole = false;
        segment = holding;
        walk = open;
        return open;
    }

    @Override
    public void close() throws IOException {
        var open = walk;
        walk = null;
        segment = null;
        if (contents != null) {
            contents.close();
        }
        if (open != null) {
            open.close();
        }
    }
}
