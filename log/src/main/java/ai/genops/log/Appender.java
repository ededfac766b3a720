package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one thread that writes records: takes what waits, writes it, fsyncs, answers.
final class Appender implements Runnable {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    /// One fsync covers at most about this much, so that the first of many waiting bytes is not answered last.
    private static final long MAX_COMMIT_BYTES = 8 << 20;

    private final Disk disk;
    private final Waiting waiting;
    private final Keeper keeper;
    private final Segments segments;
    private final Durable durable;
    private final Counters counters;
    private final InstantSource clock;
    private final LongSupplier floor;
    private final @Nullable Encryption encryption;
    private final ByteBuffer slab = Gather.slab();
    private @Nullable SegmentWriter writer;
    /// Whether the last attempt to get a segment failed, so that appends need not even wait to be refused.
    private volatile boolean starved;

    private volatile @Nullable AppendException failed;

    /// @param floor sequence that consumers have reached already: no record may get a smaller one
    Appender(
            Disk disk,
            Waiting waiting,
            Keeper keeper,
            Segments segments,
            Durable durable,
            Counters counters,
            InstantSource clock,
            LongSupplier floor,
            @Nullable Encryption encryption) {
        this.disk = disk;
        this.waiting = waiting;
        this.keeper = keeper;
        this.segments = segments;
        this.durable = durable;
        this.counters = counters;
        this.clock = clock;
        this.floor = floor;
        this.encryption = encryption;
    }

    /// Goes on in the segment that recovery left open; before the thread starts.
    void resume(Segment segment) throws IOException {
        writer = SegmentWriter.resume(disk, segment, slab, encryption);
    }

    /// Why an append would be refused at this moment; null if it would not.
    @Nullable
    AppendException obstacle() {
        return starved ? keeper.obstacle() : null;
    }

    /// Why the last append was refused or failed; null if it was not.
    @Nullable
    AppendException trouble() {
        var obstacle = obstacle();
        return obstacle == null ? failed : obstacle;
    }

    @Override
    public void run() {
        List<Append> taken = waiting.take(new ArrayList<>());
        List<Append> spent = new ArrayList<>();
        while (!taken.isEmpty() || !waiting.isClosed()) {
            if (taken.isEmpty()) {
                roll();
            }
            commitAll(taken);
            taken.clear();
            var empty = taken;
            taken = waiting.take(spent);
            spent = empty;
        }
        seal();
        release();
    }

    private void commitAll(List<Append> taken) {
        int from = 0;
        while (from < taken.size()) {
            try {
                from = commit(writerFor(taken.get(from)), taken, from);
            } catch (AppendException refused) {
                from = fail(taken, from, refused);
            } catch (IOException | RuntimeException | Error e) {
                // Whatever went wrong, this thread must live: without it nothing would ever be answered again.
                abandon(e);
                from = fail(taken, from, new AppendException.DiskFailed(keeper.directory(), e));
            }
        }
    }

    /// One group: as many as fit the segment and the bound, one fsync, then the answers.
    private int commit(SegmentWriter open, List<Append> taken, int from) throws IOException {
        long now = clock.millis();
        long first = nextSequence();
        long bytes = 0;
        int to = from;
        while (to < taken.size()
                && bytes < MAX_COMMIT_BYTES
                && to - from <= Frame.MAX_GROUP
                && open.fits(taken.get(to))) {
            open.add(taken.get(to), first + to - from, to - from, now);
            bytes += taken.get(to).bytes();
            to++;
        }
        var end = open.commit(first + to - from);
        keeper.home().check();
        if (!disk.exists(open.segment.file)) {
            throw new NoSuchFileException(open.segment.file.toString());
        }
        open.segment.moveEnd(end);
        var replaced = segments.add(open.segment);
        durable.advance(end.sequence());
        if (replaced != null) {
            keeper.discard(replaced);
        }
        if (failed instanceof AppendException.DiskFailed) {
            LOGGER.warn("{}: the log is written again", keeper.directory());
        }
        failed = null;
        counters.fsyncs.increment();
        counters.appends.add(to - from);
        counters.appendedBytes.add(bytes);
        var group = taken.subList(from, to);
        waiting.release(group);
        for (var append : group) {
            append.done().complete(first++);
        }
        return to;
    }

    private long nextSequence() {
        return Math.max(durable.end(), floor.getAsLong());
    }

    private SegmentWriter writerFor(Append append) throws IOException {
        var open = writer;
        if (open != null && open.fits(append) && !keeper.isTooOld(open.segment)) {
            return open;
        }
        return startSegment();
    }

    private SegmentWriter startSegment() throws IOException {
        keeper.home().check();
        starved = true;
        var spare = keeper.take();
        starved = false;
        release();
        var started = SegmentWriter.start(disk, spare, nextSequence(), clock.millis(), slab, encryption);
        writer = started;
        return started;
    }

    /// Begins another segment if the present one is too old, so that it can be given up though nothing is appended.
    private void roll() {
        var open = writer;
        if (open == null || !keeper.isTooOld(open.segment)) {
            return;
        }
        try {
            var started = startSegment();
            started.segment.moveEnd(started.commit(nextSequence()));
            segments.add(started.segment);
        } catch (AppendException none) {
            LOGGER.debug("no segment to go on in: {}", none.getMessage());
        } catch (IOException | RuntimeException e) {
            abandon(e);
        }
    }

    private int fail(List<Append> taken, int from, AppendException why) {
        var group = taken.subList(from, taken.size());
        waiting.release(group);
        for (var append : group) {
            append.done().completeExceptionally(why);
        }
        failed = why;
        var counter = why instanceof AppendException.DiskFailed ? counters.failed : counters.refused;
        counter.add(group.size());
        return taken.size();
    }

    /// Leaves a segment that could not be written; its fsynced records stay readable.
    private void abandon(Throwable cause) {
        if (DiskTrouble.isFault(cause)) {
            LOGGER.error("cannot write the log in {}; going on in a fresh segment", keeper.directory(), cause);
        } else if (failed == null) {
            LOGGER.error(
                    "cannot write the log in {}: {}; going on in a fresh segment",
                    keeper.directory(),
                    DiskTrouble.why(cause));
        }
        release();
    }

    /// Leaves word, for the next start, that all is on the disk.
    private void seal() {
        var open = writer;
        if (open != null && segments.contains(open.segment)) {
            try {
                open.seal(clock.millis());
            } catch (IOException e) {
                LOGGER.warn("cannot seal {}", open.segment.file, e);
            }
        }
    }

    private void release() {
        var open = writer;
        writer = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOGGER.warn("cannot close {}", open.segment.file, e);
        }
        if (!segments.contains(open.segment)) {
            keeper.discard(open.segment);
        }
    }
}
