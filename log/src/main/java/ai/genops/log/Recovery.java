package ai.genops.log;

import ai.genops.log.SegmentFiles.Unused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds, when a log is opened, which files hold records and where the last one ends. Only the newest segment is read
/// through; an older one ends where the next begins, and readers check its frames when they come by.
final class Recovery {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    private final Disk disk;
    private final Damages damages;
    private final @Nullable KeyRing keys;
    private final long acknowledged;
    /// The segments whose header is lost.
    private final Set<Segment> headless = new HashSet<>();
    private final List<Unused> unused = new ArrayList<>();
    private final SetAside setAside;
    private long diskBytes;
    private long nextNumber;
    private long lastAppendedMillis;

    private Recovery(Disk disk, Damages damages, @Nullable KeyRing keys, long acknowledged) {
        this.disk = disk;
        this.damages = damages;
        this.keys = keys;
        this.acknowledged = acknowledged;
        this.setAside = new SetAside(disk, damages);
    }

    /// What the end of the newest segment is like.
    ///
    /// @param lastGroup where the frames begin that were written together last, and whose fsync may have failed
    /// @param missing what is missing of them, and was never acknowledged
    /// @param position where the last good frame ends
    /// @param known whether nothing stands behind it, or whether that could not be read
    private record Ending(long lastGroup, List<Missing> missing, long position, boolean known) {}

    /// Where records are missing between good frames.
    ///
    /// @param first the first sequence that may be missing
    private record Missing(FrameWalk.Step.Bad bad, long first) {}

    /// @param segments oldest first
    /// @param unused files that hold no records
    /// @param aside files that cannot be read
    /// @param nextNumber larger than that of any file
    /// @param lastAppendedMillis of the last record; 0 if there is none
    record Recovered(
            List<Segment> segments,
            List<Unused> unused,
            List<SetAside.Aside> aside,
            long diskBytes,
            long nextNumber,
            long tornBytes,
            long lastAppendedMillis) {}

    /// @param acknowledged the highest sequence that a consumer has got to
    /// @throws LogKeyException if a segment is encrypted with a key that is not given; then nothing was changed
    static Recovered recover(Disk disk, Path directory, Damages damages, @Nullable KeyRing keys, long acknowledged)
            throws IOException {
        return new Recovery(disk, damages, keys, acknowledged).recover(directory);
    }

    private Recovered recover(Path directory) throws IOException {
        var found = new ArrayList<Segment>();
        for (var path : disk.list(directory)) {
            var number = Segment.number(path);
            if (number != null) {
                nextNumber = Math.max(nextNumber, number + 1);
                var segment = lookIfReadable(path, number);
                if (segment != null) {
                    found.add(segment);
                }
            }
        }
        var segments = cut(found);
        var aside = setAside.settle(segments);
        segments.stream()
                .limit(Math.max(0, segments.size() - 1))
                .filter(headless::contains)
                .forEach(this::reportHeader);
        long torn = segments.isEmpty() ? 0 : closeTail(segments.getLast());
        return new Recovered(
                List.copyOf(segments), List.copyOf(unused), aside, diskBytes, nextNumber, torn, lastAppendedMillis);
    }

    private @Nullable Segment lookIfReadable(Path path, long number) throws IOException {
        long before = diskBytes;
        try {
            return look(path, number);
        } catch (LogKeyException | SegmentHeader.NewerFormatException e) {
            throw e;
        } catch (IOException e) {
            setAside.add(path, number, diskBytes - before, e);
            return null;
        }
    }

    private @Nullable Segment look(Path path, long number) throws IOException {
        try (var file = disk.openForReading(path)) {
            long bytes = file.size();
            diskBytes += bytes;
            var found = headerIn(file, path, number);
            var header = switch (found) {
                case SegmentHeader.Found.Used used -> used.header();
                case SegmentHeader.Found.Free _ -> null;
                case SegmentHeader.Found.Damaged _ -> salvage(path, number, bytes);
            };
            if (header == null) {
                unused.add(new Unused(path, bytes));
                return null;
            }
            header.require(keys, path);
            var segment = new Segment(header, path, bytes, new Segment.End(bytes, Long.MAX_VALUE));
            if (found instanceof SegmentHeader.Found.Damaged) {
                headless.add(segment);
            }
            return segment;
        }
    }

    private static SegmentHeader.Found headerIn(Disk.File file, Path path, long number) throws IOException {
        var page = ByteBuffer.allocate(SegmentHeader.BYTES);
        try {
            file.read(page, 0);
        } catch (IOException e) {
            if (file.size() <= Segment.FIRST_FRAME) {
                throw e;
            }
            LOGGER.warn("{}: the first page cannot be read: {}", path, e.toString());
            return new SegmentHeader.Found.Damaged();
        }
        return SegmentHeader.read(page, path, number);
    }

    /// A segment whose header is lost is known by its frames, which carry its number in their CRC.
    private @Nullable SegmentHeader salvage(Path path, long number, long bytes) throws IOException {
        try (var walk = walk(path, number)) {
            for (var step = walk.next(bytes); step != null; step = walk.next(bytes)) {
                if (step instanceof FrameWalk.Step.Good good) {
                    return headerBy(good, path, number);
                }
            }
            return null;
        }
    }

    private SegmentHeader headerBy(FrameWalk.Step.Good good, Path path, long number) throws LogKeyException {
        var frame = good.frame();
        int keyId = frame.isEncrypted() ? FrameCipher.keyId(good.stored()) : 0;
        if (keyId != 0) {
            requireKey(good, path, keyId, number);
        }
        return SegmentHeader.of(number, frame.groupStart(), frame.appendedMillis(), keyId, keys);
    }

    private void requireKey(FrameWalk.Step.Good good, Path path, int keyId, long number) throws LogKeyException {
        if (keys == null || !keys.has(keyId)) {
            throw LogKeyException.missing(path, keyId, keys);
        }
        try (var contents = new Contents(keys, number)) {
            if (contents.payload(good) == null) {
                throw LogKeyException.wrong(path, keyId);
            }
        }
    }

    private FrameWalk walk(Path path, long number) throws IOException {
        return new FrameWalk(disk.openForReading(path), number, Segment.FIRST_FRAME, 0);
    }

    /// A segment ends where the next one begins. What it holds beyond was never acknowledged: a failed fsync, after
    /// which the same sequences were written again, elsewhere.
    private List<Segment> cut(List<Segment> found) {
        Deque<Segment> kept = new ArrayDeque<>();
        for (var segment : found.reversed()) {
            var next = kept.peekFirst();
            if (next == null) {
                kept.addFirst(segment);
            } else if (segment.header.base() < next.header.base()) {
                segment.moveEnd(new Segment.End(segment.fileBytes, next.header.base()));
                kept.addFirst(segment);
            } else {
                unused.add(new Unused(segment.file, segment.fileBytes));
            }
        }
        return new ArrayList<>(kept);
    }

    /// Finds the end of the last good frame. Of unfinished records, what stands behind it is erased, and what
    /// stands before it becomes holes, so that no later append can make half a frame of now look like a record.
    /// What cannot be read behind it may be read another day, so it is left alone.
    ///
    /// @return the bytes of both
    private long closeTail(Segment tail) throws IOException {
        try (var walk = walk(tail.file, tail.header.number())) {
            var ending = findEnd(tail, walk);
            long end = ending.position();
            long torn = ending.known() ? walk.position() - end : 0;
            try (var file = disk.openForWriting(tail.file)) {
                erase(file, end, end + torn);
                for (var hole : ending.missing()) {
                    torn += hole.bad().bytes();
                    file.write(
                            new ByteBuffer[] {holeFrame(tail, hole)},
                            1,
                            hole.bad().offset());
                }
                rewrite(tail, ending, file);
                file.force(false);
            }
            if (torn > 0) {
                LOGGER.warn("{}: {} bytes of unfinished records before offset {} dropped", tail.file, torn, end);
            }
            return torn;
        }
    }

    /// What is read from the page cache may not be on the disk, and readers are about to act on it. An fsync does not
    /// help if one before it has failed: the kernel then takes the pages for written. So they are written again.
    private void rewrite(Segment tail, Ending ending, Disk.File file) throws IOException {
        if (headless.contains(tail) || ending.lastGroup() <= Segment.FIRST_FRAME) {
            file.write(new ByteBuffer[] {tail.header.page()}, 1, 0);
        }
        long end = ending.position();
        var piece = ByteBuffer.allocate(Math.clamp(end - ending.lastGroup(), 0, 1 << 20));
        try (var written = disk.openForReading(tail.file)) {
            for (long at = ending.lastGroup(); at < end; at += piece.limit()) {
                piece.clear().limit((int) Math.min(piece.capacity(), end - at));
                if (isRead(written, piece, at)) {
                    file.write(new ByteBuffer[] {piece.flip()}, 1, at);
                }
            }
        }
    }

    /// What the disk cannot read is damage, and was told.
    private static boolean isRead(Disk.File file, ByteBuffer piece, long at) {
        try {
            file.read(piece, at);
            return !piece.hasRemaining();
        } catch (IOException e) {
            return false;
        }
    }

    private static ByteBuffer holeFrame(Segment tail, Missing hole) {
        int length = Math.toIntExact(hole.bad().bytes()) - Frame.HEADER_BYTES;
        var frame = new Frame(length, 0, hole.first(), 0, 0, Frame.HOLE);
        return new Frame.Codec(tail.header.number()).encode(frame, hole.bad().offset());
    }

    private Ending findEnd(Segment tail, FrameWalk walk) throws IOException {
        var end = new Segment.End(Segment.FIRST_FRAME, tail.header.base());
        long lastGroup = tail.header.base();
        long lastGroupAt = Segment.FIRST_FRAME;
        var behind = new ArrayList<FrameWalk.Step.Bad>();
        var missing = new ArrayList<Missing>();
        for (var step = walk.next(tail.fileBytes); step != null; step = walk.next(tail.fileBytes)) {
            switch (step) {
                case FrameWalk.Step.Bad bad -> behind.add(bad);
                case FrameWalk.Step.Hole _ -> {}
                case FrameWalk.Step.Good good -> {
                    long first = end.sequence();
                    behind.forEach(bad -> missing.add(new Missing(bad, first)));
                    behind.clear();
                    if (good.frame().groupStart() != lastGroup) {
                        lastGroup = good.frame().groupStart();
                        lastGroupAt = good.offset();
                    }
                    lastAppendedMillis = good.frame().appendedMillis();
                    end = new Segment.End(walk.position(), good.frame().nextSequence());
                }
            }
        }
        // What was fsynced and is bad now is damage, and so is what the disk cannot read. What is missing of the last
        // group was not fsynced: the power went before.
        long safe = Math.max(lastGroup, acknowledged);
        boolean unreadable = walk.unreadableTo() > 0;
        missing.stream()
                .filter(place -> unreadable || place.first() < safe)
                .forEach(place -> report(tail, place.bad()));
        if (unreadable) {
            behind.forEach(bad -> report(tail, bad));
        }
        if (headless.contains(tail) && lastGroup > tail.header.base()) {
            reportHeader(tail);
        }
        missing.removeIf(place -> unreadable || place.first() < safe);
        boolean known = walk.unreadableTo() <= end.position();
        tail.moveEnd(known ? end : beyond(tail, end, walk.unreadableTo()));
        return new Ending(lastGroupAt, missing, end.position(), known);
    }

    /// Acknowledged records may stand where the disk could not be read. Their numbers, as many as there is room for,
    /// are not given again, and the next record begins another segment.
    private static Segment.End beyond(Segment tail, Segment.End readable, long unreadableTo) {
        long most = Math.ceilDiv(unreadableTo - readable.position(), Frame.bytes(0));
        LOGGER.warn(
                "{}: cannot be read between offsets {} and {}, where the log ended; it goes on at {}, so that no number"
                        + " of a record that may stand there is given again",
                tail.file,
                readable.position(),
                unreadableTo,
                readable.sequence() + most);
        return new Segment.End(tail.fileBytes, readable.sequence() + most);
    }

    private void report(Segment segment, FrameWalk.Step.Bad bad) {
        damages.report(new Damage(segment.name(), bad.offset(), bad.bytes()));
    }

    private void reportHeader(Segment segment) {
        damages.report(new Damage(segment.name(), 0, Segment.FIRST_FRAME));
    }

    private static void erase(Disk.File file, long from, long to) throws IOException {
        var zeros = ByteBuffer.allocate((int) Math.min(1 << 20, to - from));
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(new ByteBuffer[] {zeros}, 1, at);
        }
    }
}
