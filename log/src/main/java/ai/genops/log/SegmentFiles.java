package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes, recycles and deletes segment files within the disk limit. For the keeper's thread, but for what says
/// otherwise.
final class SegmentFiles {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);
    private static final int ZEROS = 1 << 20;

    /// A file of full size that holds no frame of its number.
    record Spare(long number, Path file, long bytes) {}

    /// A segment file without records.
    record Unused(Path file, long bytes) {}

    private final Disk disk;
    private final Path directory;
    private final Home home;
    private final LogConfig config;
    private final Segments segments;
    private final Checkpoints checkpoints;
    private final InstantSource clock;
    private final Counters counters;
    private final Damages damages;
    private final Deque<Unused> reusable;
    private final Deque<SetAside.Aside> aside;
    private final Set<Path> undeletable = new HashSet<>();
    private final ConcurrentLinkedQueue<Unused> discarded = new ConcurrentLinkedQueue<>();
    private final AtomicLong diskBytes;
    private final Age age;
    private volatile @Nullable Segment tooOld;
    private long nextNumber;

    SegmentFiles(
            Disk disk,
            Path directory,
            Home home,
            LogConfig config,
            Segments segments,
            Checkpoints checkpoints,
            InstantSource clock,
            Counters counters,
            Damages damages,
            Recovery.Recovered recovered) {
        this.disk = disk;
        this.directory = directory;
        this.home = home;
        this.config = config;
        this.segments = segments;
        this.checkpoints = checkpoints;
        this.clock = clock;
        this.counters = counters;
        this.damages = damages;
        this.reusable = new ArrayDeque<>(recovered.unused());
        this.aside = new ArrayDeque<>(recovered.aside());
        this.diskBytes = new AtomicLong(recovered.diskBytes());
        this.nextNumber = recovered.nextNumber();
        long last = recovered.lastAppendedMillis();
        this.age = new Age(config.maxAge(), last == 0 ? clock.millis() : last);
    }

    Path directory() {
        return directory;
    }

    /// Whether files are still made and deleted where they are to be; any thread.
    Home home() {
        return home;
    }

    /// What all segment files occupy; any thread.
    long diskBytes() {
        return diskBytes.get();
    }

    /// Takes a file that is to be deleted; any thread.
    void discard(Unused file) {
        discarded.add(file);
    }

    /// A spare file: an unused one, a new one while there is room, else the oldest segment that all consumers passed.
    ///
    /// @throws AppendException.Full if a consumer still needs the oldest
    Spare prepare() throws IOException {
        var stopped = checkpoints.overLimit(directory, segments::bytesFrom);
        if (stopped != null) {
            throw stopped;
        }
        while (!reusable.isEmpty()) {
            var unused = reusable.remove();
            if (unused.bytes() == config.segmentBytes()) {
                return rename(unused);
            }
            delete(unused);
        }
        // A disk fuller than our own limit is no reason to stop while there is something to recycle.
        if (hasRoom() && disk.freeBytes(directory) >= config.segmentBytes()) {
            return create();
        }
        var recycled = recycle(false);
        if (recycled == null && !hasRoom()) {
            recycled = recycle(true);
        }
        if (recycled != null) {
            return recycled;
        }
        // With a single segment, a limit that was lowered below its size would never be met.
        if (hasRoom() || segments.oldest() == segments.newest()) {
            requireFree();
            return create();
        }
        throw checkpoints.full(directory, config.maxBytes());
    }

    /// Deletes passed segments that are older than the age limit, or beyond a disk limit that was lowered, and what
    /// was discarded.
    void cleanUp() throws IOException {
        var oldest = segments.oldest();
        while (oldest != null && !aside.isEmpty() && aside.getFirst().before() < oldest.header.base()) {
            discard(aside.removeFirst().file());
        }
        for (int left = discarded.size(); left > 0; left--) {
            delete(discarded.remove());
        }
        long now = clock.millis();
        giveUpOld(age.limit(now));
        var newest = segments.newest();
        if (newest != null
                && !newest.isEmpty()
                && newest.header.createdMillis() < age.rollLimit(now)
                && checkpoints.allReached(newest.header.base(), segments::bytesFrom)) {
            tooOld = newest;
        }
    }

    /// The segment that is to be followed by another one though it has room; any thread.
    @Nullable
    Segment tooOld() {
        return tooOld;
    }

    private void giveUpOld(long limit) throws IOException {
        var oldest = segments.oldest();
        while (oldest != null) {
            var next = segments.after(oldest);
            boolean due = next != null && (segments.begunMillis(next) < limit || diskBytes.get() > config.maxBytes());
            if (next == null || !due || !checkpoints.allReached(next.header.base(), segments::bytesFrom)) {
                return;
            }
            drop(oldest);
            delete(new Unused(oldest.file, oldest.fileBytes));
            oldest = segments.oldest();
        }
    }

    /// Fails before the disk is full to the last byte, which would stop others too.
    private void requireFree() throws IOException {
        long free = disk.freeBytes(directory);
        if (free < config.segmentBytes()) {
            throw new FileSystemException(
                    directory.toString(),
                    null,
                    "the disk is full: %d bytes are free, and the next segment needs %d"
                            .formatted(free, config.segmentBytes()));
        }
    }

    /// The oldest segment's file.
    ///
    /// @param force even if it is needed, by consumers that may lose it
    private @Nullable Spare recycle(boolean force) throws IOException {
        var oldest = segments.oldest();
        var next = oldest == null ? null : segments.after(oldest);
        if (oldest == null || next == null || !isFree(next.header.base(), force)) {
            return null;
        }
        drop(oldest);
        var unused = new Unused(oldest.file, oldest.fileBytes);
        if (unused.bytes() == config.segmentBytes()) {
            return rename(unused);
        }
        delete(unused);
        return hasRoom() ? create() : recycle(force);
    }

    private boolean isFree(long upTo, boolean force) throws IOException {
        if (checkpoints.allReached(upTo, segments::bytesFrom)) {
            return true;
        }
        if (force && checkpoints.mayDrop(upTo)) {
            checkpoints.flush();
            return true;
        }
        return false;
    }

    private boolean hasRoom() {
        return diskBytes.get() + config.segmentBytes() <= config.maxBytes();
    }

    private void drop(Segment segment) {
        var next = segments.after(segment);
        if (next != null) {
            long base = segment.header.base();
            long lost = checkpoints.drop(base, next.header.base());
            if (lost < next.header.base()) {
                segments.dropped(lost, next.header.base());
                counters.overflowDrops.increment();
            }
        }
        segments.remove(segment);
        damages.forget(segment.name());
        counters.recycledSegments.increment();
    }

    /// Gives a file a new number, which makes all frames in it noise.
    private Spare rename(Unused unused) throws IOException {
        var spare = new Spare(nextNumber, Segment.file(directory, nextNumber), unused.bytes());
        nextNumber++;
        try {
            disk.rename(unused.file(), spare.file());
            disk.forceDirectory(directory);
            return spare;
        } catch (IOException e) {
            discard(new Unused(unused.file(), 0));
            discard(new Unused(spare.file(), unused.bytes()));
            throw e;
        }
    }

    private Spare create() throws IOException {
        var spare = new Spare(nextNumber, Segment.file(directory, nextNumber), config.segmentBytes());
        nextNumber++;
        try (var file = disk.openForWriting(spare.file())) {
            var zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long at = 0; at < spare.bytes(); at += ZEROS) {
                zeros.clear().limit((int) Math.min(ZEROS, spare.bytes() - at));
                file.write(new ByteBuffer[] {zeros}, 1, at);
            }
            file.force(true);
            disk.forceDirectory(directory);
        } catch (IOException e) {
            discard(new Unused(spare.file(), 0));
            throw e;
        }
        diskBytes.addAndGet(spare.bytes());
        return spare;
    }

    /// What cannot be deleted is tried again later, and stops nobody meanwhile.
    private void delete(Unused unused) {
        try {
            disk.delete(unused.file());
        } catch (NoSuchFileException e) {
            // Somebody was faster.
        } catch (IOException e) {
            discard(unused);
            if (undeletable.add(unused.file())) {
                LOGGER.warn("cannot delete {}", DiskTrouble.of(unused.file(), e));
            }
            return;
        }
        undeletable.remove(unused.file());
        diskBytes.addAndGet(-unused.bytes());
    }
}
