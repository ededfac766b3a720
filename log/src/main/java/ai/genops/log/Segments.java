package ai.genops.log;

import java.util.Collection;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The segments that hold records, by their base. The appender adds at the end, the keeper removes at the front;
/// readers look. Thread-safe.
final class Segments {
    private final ConcurrentSkipListMap<Long, Segment> byBase = new ConcurrentSkipListMap<>();
    /// Moved by one thread.
    private volatile long droppedFrom = Long.MAX_VALUE;

    private volatile long droppedTo;
    private volatile long damagedTo;

    /// Adds a segment with fsynced records, or finds it there already.
    ///
    /// @return the segment it replaces, which began at the same sequence and so is empty; null if there was none
    @Nullable
    Segment add(Segment segment) {
        var before = byBase.put(segment.header.base(), segment);
        return before == segment ? null : before;
    }

    /// Says that records from `first` on, before `next`, are given up while a consumer needs them.
    void dropped(long first, long next) {
        droppedFrom = Math.min(droppedFrom, first);
        droppedTo = Math.max(droppedTo, next);
    }

    /// Says that what stood before `next` is damaged, as far as it is not there.
    void damaged(long next) {
        damagedTo = next;
    }

    /// Why there is nothing where a sequence stood that is older than all.
    LogEntry.Cause whyMissing(long sequence) {
        if (sequence < damagedTo) {
            return LogEntry.Cause.CORRUPT;
        }
        return wasDropped(sequence) ? LogEntry.Cause.OVERFLOW : LogEntry.Cause.RECYCLED;
    }

    private boolean wasDropped(long sequence) {
        return droppedFrom <= sequence && sequence < droppedTo;
    }

    void remove(Segment segment) {
        byBase.remove(segment.header.base(), segment);
    }

    boolean contains(Segment segment) {
        return byBase.get(segment.header.base()) == segment;
    }

    /// The segment in which a sequence stands if it stands anywhere; null if all segments are later.
    @Nullable
    Segment holding(long sequence) {
        var entry = byBase.floorEntry(sequence);
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Segment oldest() {
        var entry = byBase.firstEntry();
        return entry == null ? null : entry.getValue();
    }

    /// The segment after this one; null for the one being written.
    @Nullable
    Segment after(Segment segment) {
        var entry = byBase.higherEntry(segment.header.base());
        return entry == null ? null : entry.getValue();
    }

    @Nullable
    Segment newest() {
        var entry = byBase.lastEntry();
        return entry == null ? null : entry.getValue();
    }

    /// Oldest first.
    Collection<Segment> all() {
        return byBase.values();
    }

    /// When a segment was begun at the latest, in milliseconds since 1970: after the last record of the one before. If
    /// the clock was ahead then, the later ones know better.
    long begunMillis(Segment segment) {
        long millis = Long.MAX_VALUE;
        for (var later = segment; later != null; later = after(later)) {
            millis = Math.min(millis, later.header.createdMillis());
        }
        return millis;
    }

    /// Where all records stand that were appended from one instant on and before another, and some others.
    SequenceRange between(long fromMillis, long toMillis, long end) {
        long first = end;
        long next = end;
        for (var segment : byBase.descendingMap().values()) {
            long begun = begunMillis(segment);
            if (begun >= toMillis) {
                next = Math.min(next, segment.header.base());
            }
            first = Math.min(first, segment.header.base());
            if (begun < fromMillis) { // in the same millisecond records may stand before it
                break;
            }
        }
        return new SequenceRange(Math.min(first, next), next);
    }

    /// The first sequence from which on there are at most so many bytes; the inverse of [#bytesFrom].
    long sequenceAtLag(long bytes, long end) {
        long left = bytes;
        for (var segment : byBase.descendingMap().values()) {
            var last = segment.end();
            long used = last.position() - Segment.FIRST_FRAME;
            long records = last.sequence() - segment.header.base();
            if (used > left) {
                return last.sequence() - (long) ((double) left / used * records);
            }
            left -= used;
        }
        var oldest = oldest();
        return oldest == null ? end : oldest.header.base();
    }

    /// About how many bytes the records from a sequence on occupy: within a segment, in proportion to their number.
    long bytesFrom(long sequence) {
        long bytes = 0;
        for (var segment : all()) {
            var end = segment.end();
            long records = end.sequence() - segment.header.base();
            long wanted = end.sequence() - Math.max(sequence, segment.header.base());
            if (wanted > 0) {
                bytes += (long) ((double) (end.position() - Segment.FIRST_FRAME) * wanted / records);
            }
        }
        return bytes;
    }
}
