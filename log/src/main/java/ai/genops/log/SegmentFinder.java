package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the segments of a directory that hold records, without changing anything.
final class SegmentFinder {
    private final Disk disk;
    private final @Nullable KeyRing keys;

    SegmentFinder(Disk disk, @Nullable KeyRing keys) {
        this.disk = disk;
        this.keys = keys;
    }

    /// @param end where the next one begins; the largest number for the newest
    /// @param headless whether its own header is lost
    record Found(SegmentHeader header, Path file, long bytes, long end, boolean headless) {
        boolean isNewest() {
            return end == Long.MAX_VALUE;
        }
    }

    /// Oldest first. A segment ends where the next one begins; one that would end before it begins holds nothing.
    List<Found> find(Path directory) throws IOException {
        Deque<Found> found = new ArrayDeque<>();
        long end = Long.MAX_VALUE;
        for (var file : disk.list(directory).reversed()) {
            var number = Segment.number(file);
            var segment = number == null ? null : look(file, number, end);
            if (segment != null && segment.header().base() < end) {
                found.addFirst(segment);
                end = segment.header().base();
            }
        }
        return List.copyOf(found);
    }

    private @Nullable Found look(Path path, long number, long end) throws IOException {
        try (var file = disk.openForReading(path)) {
            var page = ByteBuffer.allocate(SegmentHeader.BYTES);
            try {
                file.read(page, 0);
            } catch (IOException e) {
                return salvage(path, number, file.size(), end);
            }
            return switch (SegmentHeader.read(page, path, number)) {
                case SegmentHeader.Found.Used used -> new Found(used.header(), path, file.size(), end, false);
                case SegmentHeader.Found.Free _ -> null;
                case SegmentHeader.Found.Damaged _ -> salvage(path, number, file.size(), end);
            };
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private @Nullable Found salvage(Path path, long number, long bytes, long end) throws IOException {
        try (var walk = new FrameWalk(disk.openForReading(path), number, Segment.FIRST_FRAME, 0)) {
            for (var step = walk.next(bytes); step != null; step = walk.next(bytes)) {
                if (step instanceof FrameWalk.Step.Good good) {
                    var frame = good.frame();
                    int keyId = frame.isEncrypted() ? FrameCipher.keyId(good.stored()) : 0;
                    var known = keys != null && keys.has(keyId) ? keys : null;
                    var header = SegmentHeader.of(number, frame.groupStart(), frame.appendedMillis(), keyId, known);
                    return new Found(header, path, bytes, end, true);
                }
            }
            return null;
        }
    }
}
