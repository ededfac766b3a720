package ai.genops.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds the segments of a directory that hold records, without changing anything. For one use.
final class SegmentFinder {
    private final Disk disk;
    private final @Nullable KeyRing keys;
    private final List<Damage> unreadable = new ArrayList<>();
    private @Nullable Damage behind;
    private long following;

    SegmentFinder(Disk disk, @Nullable KeyRing keys) {
        this.disk = disk;
        this.keys = keys;
    }

    /// @param end where the next one begins; the largest number for the newest
    /// @param headless whether its own header is lost
    /// @param behind what is damaged if records are missing behind its last one: a file that cannot be read or
    ///     is not there; null if it can only be this one
    record Found(
            SegmentHeader header,
            Path file,
            long bytes,
            long end,
            boolean headless,
            @Nullable Damage behind) {
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
            if (number == null) {
                continue;
            }
            if (number < following - 1) {
                behind = Damage.missing(number + 1);
            }
            following = number;
            var segment = lookIfReadable(file, number, end);
            if (segment != null && segment.header().base() < end) {
                found.addFirst(segment);
                end = segment.header().base();
                behind = null;
            }
        }
        return List.copyOf(found);
    }

    private @Nullable Found lookIfReadable(Path path, long number, long end) throws IOException {
        try {
            return look(path, number, end);
        } catch (LogKeyException | SegmentHeader.NewerFormatException e) {
            throw e;
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            long bytes = path.toFile().isFile() ? path.toFile().length() : 0;
            behind = new Damage(Segment.name(number), 0, bytes);
            unreadable.add(behind);
            return null;
        }
    }

    /// The files that cannot be read at all, of those seen by [#find].
    List<Damage> unreadable() {
        return unreadable;
    }

    private @Nullable Found look(Path path, long number, long end) throws IOException {
        try (var file = disk.openForReading(path)) {
            var page = ByteBuffer.allocate(SegmentHeader.BYTES);
            try {
                file.read(page, 0);
            } catch (IOException e) {
                if (file.size() <= Segment.FIRST_FRAME) {
                    throw e;
                }
                return salvage(path, number, file.size(), end);
            }
            return switch (SegmentHeader.read(page, path, number)) {
                case SegmentHeader.Found.Used used -> new Found(used.header(), path, file.size(), end, false, behind);
                case SegmentHeader.Found.Free _ -> null;
                case SegmentHeader.Found.Damaged _ -> salvage(path, number, file.size(), end);
            };
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
                    return new Found(header, path, bytes, end, true, behind);
                }
            }
            return null;
        }
    }
}
