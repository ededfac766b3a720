package ai.genops.log;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a walk over one segment found. As recovery judges it: what is bad behind the newest segment's last record is
/// an unfinished write, and so is what is missing of its last group.
final class SegmentScan {
    private record Missing(Damage damage, long first) {}

    private final SegmentFinder.Found found;
    private final List<Missing> missing = new ArrayList<>();
    private final List<Damage> damage = new ArrayList<>();
    private final long[] byCompression = new long[4];
    private long records;
    private long holeBytes;
    private long tailBytes;
    private long end = Segment.FIRST_FRAME;
    private long next;
    private long lastGroup;
    private long firstMillis;
    private long lastMillis;

    private SegmentScan(SegmentFinder.Found found) {
        this.found = found;
        this.next = found.header().base();
        this.lastGroup = next;
        this.firstMillis = found.header().createdMillis();
        this.lastMillis = firstMillis;
    }

    /// Walks one segment.
    ///
    /// @param contents whether to decrypt and unpack too
    /// @return null if the file is gone
    static @Nullable SegmentScan of(Disk disk, SegmentFinder.Found found, @Nullable KeyRing keys, boolean contents)
            throws IOException {
        if (contents) {
            found.header().require(keys, found.file());
        }
        long number = found.header().number();
        try (var walk = new FrameWalk(disk.openForReading(found.file()), number, Segment.FIRST_FRAME, 0);
                var opened = new Contents(keys, number)) {
            var scan = new SegmentScan(found);
            scan.walk(walk, contents ? opened : null);
            return scan;
        } catch (NoSuchFileException e) {
            return null;
        }
    }

    private void walk(FrameWalk walk, @Nullable Contents contents) throws IOException {
        var behind = new ArrayList<Missing>();
        for (var step = walk.next(found.bytes()); step != null; step = walk.next(found.bytes())) {
            switch (step) {
                case FrameWalk.Step.Bad bad -> behind.add(new Missing(place(bad.offset(), bad.bytes()), next));
                case FrameWalk.Step.Hole hole -> holeBytes += hole.frame().bytes();
                case FrameWalk.Step.Good good -> {
                    if (good.frame().sequence() >= found.end()) {
                        // Never acknowledged: written again in the segment that begins with it.
                        settle(walk, List.of());
                        return;
                    }
                    missing.addAll(behind);
                    behind.clear();
                    good(good, walk.position(), contents);
                }
            }
        }
        settle(walk, behind);
    }

    private void good(FrameWalk.Step.Good good, long position, @Nullable Contents contents) throws IOException {
        var frame = good.frame();
        end = position;
        next = frame.nextSequence();
        lastGroup = frame.groupStart();
        if (frame.isSeal()) {
            return;
        }
        if (contents != null && contents.payload(good) == null) {
            damage.add(place(good.offset(), frame.bytes()));
            return;
        }
        firstMillis = records == 0 ? frame.appendedMillis() : firstMillis;
        lastMillis = frame.appendedMillis();
        byCompression[frame.compression()]++;
        records++;
    }

    private void settle(FrameWalk walk, List<Missing> behind) {
        if (found.isNewest()) {
            tailBytes = walk.position() - end;
        } else {
            behind.stream().filter(_ -> next < found.end()).forEach(missing::add);
            if (behind.isEmpty() && next < found.end()) {
                var elsewhere = found.behind();
                damage.add(elsewhere == null ? place(end, found.bytes() - end) : elsewhere);
            }
        }
        if (found.headless() && (lastGroup > found.header().base() || !found.isNewest())) {
            damage.add(place(0, Segment.FIRST_FRAME));
        }
        for (var place : missing) {
            if (found.isNewest() && walk.unreadableTo() == 0 && place.first() >= lastGroup) {
                holeBytes += place.damage().bytes();
            } else {
                damage.add(place.damage());
            }
        }
    }

    private Damage place(long offset, long bytes) {
        return new Damage(found.file().getFileName().toString(), offset, bytes);
    }

    long records() {
        return records;
    }

    long holeBytes() {
        return holeBytes;
    }

    long tailBytes() {
        return tailBytes;
    }

    List<Damage> damage() {
        return damage;
    }

    /// The sequence after the last one that was given here.
    long next() {
        return found.isNewest() ? next : found.end();
    }

    LogInspector.SegmentInfo info() {
        return new LogInspector.SegmentInfo(
                found.file().getFileName().toString(),
                found.header().base(),
                next(),
                records,
                found.bytes(),
                end,
                firstMillis,
                lastMillis,
                !found.isNewest(),
                LogInspector.compressed(byCompression),
                found.header().keyId());
    }
}
