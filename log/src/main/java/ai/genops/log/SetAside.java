package ai.genops.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The segment files that cannot be read at all when a log is opened. They are damage: told, counted, and left where
/// they are until the segment after them is given up, so that a start with the disk or the permissions mended finds
/// what they hold.
final class SetAside {
    private static final Logger LOGGER = LoggerFactory.getLogger(Log.class);

    private final Disk disk;
    private final Damages damages;
    private final List<Unreadable> files = new ArrayList<>();

    SetAside(Disk disk, Damages damages) {
        this.disk = disk;
        this.damages = damages;
    }

    private record Unreadable(Path file, long number, long bytes, IOException why) {}

    /// A file that is set aside.
    ///
    /// @param before where the first readable segment after it begins
    record Aside(SegmentFiles.Unused file, long before) {}

    /// @param bytes of the file; 0 if not even that can be told
    void add(Path file, long number, long bytes, IOException why) {
        files.add(new Unreadable(file, number, bytes, why));
    }

    /// Ends the segments before unreadable ones at their own last record, since they do not reach to the next readable
    /// one, and reports what is unreadable.
    ///
    /// @param segments the readable ones, oldest first
    /// @throws IOException if the newest file with records may be among the unreadable ones: acknowledged
    ///     records may stand there alone, and it says where numbering goes on
    List<Aside> settle(List<Segment> segments) throws IOException {
        var aside = new ArrayList<Aside>();
        for (var lost : files) {
            var next = segments.stream()
                    .filter(segment -> segment.header.number() > lost.number)
                    .findFirst()
                    .orElseThrow(() -> newest(lost));
            segments.stream()
                    .filter(segment -> segment.header.number() < lost.number)
                    .reduce((_, second) -> second)
                    .ifPresent(this::endAtItsLastRecord);
            LOGGER.error(
                    "{}; set aside: its records, all before {}, are missing",
                    DiskTrouble.of(lost.file, lost.why),
                    next.header.base());
            damages.report(new Damage(lost.file.getFileName().toString(), 0, lost.bytes));
            aside.add(new Aside(new SegmentFiles.Unused(lost.file, lost.bytes), next.header.base()));
        }
        return aside;
    }

    private static IOException newest(Unreadable lost) {
        return new IOException(
                "the newest segment of the log cannot be read, and acknowledged records may stand there alone: "
                        + DiskTrouble.of(lost.file, lost.why)
                        + "; mend its disk or permissions and start again; if it is lost for good, move it to another"
                        + " folder: the log then goes on without it");
    }

    private void endAtItsLastRecord(Segment segment) {
        long end = segment.end().sequence();
        try (var walk =
                new FrameWalk(disk.openForReading(segment.file), segment.header.number(), Segment.FIRST_FRAME, 0)) {
            var last = new Segment.End(Segment.FIRST_FRAME, segment.header.base());
            for (var step = walk.next(segment.fileBytes); step != null; step = walk.next(segment.fileBytes)) {
                if (step instanceof FrameWalk.Step.Good good) {
                    if (good.frame().sequence() >= end) {
                        break;
                    }
                    last = new Segment.End(walk.position(), good.frame().nextSequence());
                }
            }
            segment.moveEnd(last);
        } catch (IOException e) {
            LOGGER.warn("{}", DiskTrouble.of(segment.file, e));
        }
    }
}
