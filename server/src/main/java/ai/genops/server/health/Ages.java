package ai.genops.server.health;

import java.util.ArrayDeque;
import java.util.Deque;

/// How old the records of the log are, to the interval between two samples, from what its end was at each. What
/// was there before the start is as old as the start.
final class Ages {
    /// A day at ten seconds. Of what waits for longer the age is then that of the oldest mark: too small, and still
    /// alarming.
    private static final int MOST = 8640;

    private record Mark(long nanos, long next) {}

    private final Deque<Mark> marks = new ArrayDeque<>();

    void add(long nanos, long next) {
        if (marks.isEmpty() || marks.getLast().next() != next) {
            marks.addLast(new Mark(nanos, next));
        }
        if (marks.size() > MOST) {
            marks.removeFirst();
        }
    }

    /// Seconds since the record at `offset` was appended; 0 if it is not there yet.
    double of(long offset, long nanos) {
        for (Mark mark : marks) {
            if (mark.next() > offset) {
                return (nanos - mark.nanos()) / 1e9;
            }
        }
        return 0;
    }
}
