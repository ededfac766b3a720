package ai.genops.log;

import ai.genops.log.SegmentFiles.Unused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds, when a log is opened, which files hold records and where the last one ends. Only the newest segment is read
/// through; an older one ends where the next begins, and readers check its frames when they come by.
final class Recovery {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    private final Disk disk;
    private final Damages damages;
    private final List<Unused> unused = new ArrayList<>();
    private long diskBytes;
    private long nextNumber;

    private Recovery(Disk disk, Damages damages) {
        this.disk = disk;
        this.damages = damages;
    }

    /// @param segments oldest first
    /// @param unused files that hold no records
    /// @param nextNumber larger than that of any file
    record Recovered(List<Segment> segments, List<Unused> unused, long diskBytes, long nextNumber, long tornBytes) {}

    static Recovered recover(Disk disk, Path directory, Damages damages) throws IOException {
        return new Recovery(disk, damages).recover(directory);
    }

    private Recovered recover(Path directory) throws IOException {
        var found = new ArrayList<Segment>();
        for (var path : disk.list(directory)) {
            var number = Segment.number(path);
            if (number != null) {
                nextNumber = Math.max(nextNumber, number + 1);
                var segment = look(path, number);
                if (segment != null) {
                    found.add(segment);
                }
            }
        }
        var segments = cut(found);
        long torn = segments.isEmpty() ? 0 : closeTail(segments.getLast());
        return new Recovered(List.copyOf(segments), List.copyOf(unused), diskBytes, nextNumber, torn);
    }

    private @Nullable Segment look(Path path, long number) throws IOException {
        try (var file = disk.openForReading(path)) {
            long bytes = file.size();
            diskBytes += bytes;
            var header = headerOf(file, path, number);
            if (header == null) {
                unused.add(new Unused(path, bytes));
                return null;
            }
            return new Segment(header, path, bytes, new Segment.End(bytes, Long.MAX_VALUE));
        }
    }

    private @Nullable SegmentHeader headerOf(Disk.File file, Path path, long number) throws IOException {
        return switch (SegmentHeader.read(file, path, number)) {
            case SegmentHeader.Found.Used used -> used.header();
            case SegmentHeader.Found.Free free -> null;
            case SegmentHeader.Found.Damaged damaged -> salvage(path, number, file.size());
        };
    }

    /// A segment whose header is lost is known by its frames, which carry its number in their CRC.
    private @Nullable SegmentHeader salvage(Path path, long number, long bytes) throws IOException {
        try (var walk = new FrameWalk(disk.openForReading(path), number, Segment.FIRST_FRAME)) {
            for (var step = walk.next(bytes); step != null; step = walk.next(bytes)) {
                if (step instanceof FrameWalk.Step.Good good) {
                    damages.report(new Damage(path.getFileName().toString(), 0, Segment.FIRST_FRAME));
                    return new SegmentHeader(
                            number, good.frame().sequence(), good.frame().appendedMillis());
                }
            }
            return null;
        }
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

    /// Finds the end of the last good frame and erases what stands behind it, so that no later append can make a
    /// half-written frame of now look like its successor.
    ///
    /// @return the bytes erased
    private long closeTail(Segment tail) throws IOException {
        long erasedTo;
        try (var walk = new FrameWalk(disk.openForReading(tail.file), tail.header.number(), Segment.FIRST_FRAME)) {
            tail.moveEnd(findEnd(tail, walk));
            erasedTo = walk.position();
        }
        long end = tail.end().position();
        try (var file = disk.openForWriting(tail.file)) {
            if (end < erasedTo) {
                LOGGER.warn("{}: {} bytes of unfinished records at offset {} dropped", tail.file, erasedTo - end, end);
                erase(file, end, erasedTo);
            }
            // What is read from the page cache may not be on the disk yet; readers are about to act on it.
            file.force(false);
        }
        return erasedTo - end;
    }

    private Segment.End findEnd(Segment tail, FrameWalk walk) throws IOException {
        var end = new Segment.End(Segment.FIRST_FRAME, tail.header.base());
        var pending = new ArrayList<FrameWalk.Step.Bad>();
        for (var step = walk.next(tail.fileBytes); step != null; step = walk.next(tail.fileBytes)) {
            switch (step) {
                case FrameWalk.Step.Bad bad -> pending.add(bad);
                case FrameWalk.Step.Good good -> {
                    // Bad places before a good frame are damage; after the last one they are a torn tail.
                    pending.forEach(bad -> damages.report(new Damage(tail.name(), bad.offset(), bad.bytes())));
                    pending.clear();
                    end = new Segment.End(walk.position(), good.frame().sequence() + 1);
                }
            }
        }
        return end;
    }

    private static void erase(Disk.File file, long from, long to) throws IOException {
        var zeros = ByteBuffer.allocate((int) Math.min(1 << 20, to - from));
        for (long at = from; at < to; at += zeros.limit()) {
            zeros.clear().limit((int) Math.min(zeros.capacity(), to - at));
            file.write(new ByteBuffer[] {zeros}, 1, at);
        }
    }
}
