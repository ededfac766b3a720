package ai.genops.destination.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is true whatever the server believes, and the sentences that contradict it.
final class Facts {
    /// Record to the life it was sent in.
    private final Map<Long, Integer> appended = new HashMap<>();
    /// Life to where the log ended when it was opened.
    private final Map<Integer, Long> endAtStart = new TreeMap<>();
    /// Record to sequence.
    private final Map<Long, Long> acknowledged = new TreeMap<>();
    private final Map<Long, Long> recordAt = new HashMap<>();
    private final Map<Long, Long> placeOf = new HashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    /// Sequence to the last life in which anybody could read it.
    private final Map<Long, Integer> lastRead = new HashMap<>();
    private int life;
    private int nextRecord;
    private int unanswered;

    long newRecord() {
        return nextRecord++;
    }

    int records() {
        return nextRecord;
    }

    void appended(long record) {
        appended.put(record, life);
        unanswered++;
    }

    void answered() {
        unanswered--;
    }

    void restarted() {
        life++;
        unanswered = 0;
    }

    /// What is not in the log now never will be again.
    void opened(long nextSequence) {
        endAtStart.put(life, nextSequence);
    }

    int unanswered() {
        return unanswered;
    }

    void acknowledged(long record, long sequence) {
        acknowledged.put(record, sequence);
        place(sequence, record);
    }

    Map<Long, Long> acknowledged() {
        return acknowledged;
    }

    void read(long sequence, long record, boolean whole) {
        require(whole && appended.containsKey(record), "record %d at %d was never appended", record, sequence);
        for (int later = appended.getOrDefault(record, life) + 1; later <= life; later++) {
            long end = endAtStart.getOrDefault(later, Long.MAX_VALUE);
            require(
                    sequence < end,
                    "record %d at %d was not there when life %d began at %d",
                    record,
                    sequence,
                    later,
                    end);
        }
        place(sequence, record);
        lastRead.put(sequence, life);
    }

    /// Whether one of these records had been read before a life, and never again.
    boolean wasLost(long first, long next, int before) {
        for (long sequence = first; sequence < next; sequence++) {
            if (lastRead.getOrDefault(sequence, Integer.MAX_VALUE) < before) {
                return true;
            }
        }
        return false;
    }

    private void place(long sequence, long record) {
        Long before = recordAt.putIfAbsent(sequence, record);
        require(before == null || before == record, "sequence %d means record %d and %d", sequence, before, record);
        Long other = placeOf.putIfAbsent(record, sequence);
        require(other == null || other == sequence, "record %d stands at %d and %d", record, other, sequence);
    }

    @SuppressWarnings("AnnotateFormatMethod") // no dependency for one annotation
    void require(boolean holds, String otherwise, Object... values) {
        if (!holds) {
            contradictions.add(otherwise.formatted(values));
        }
    }

    void failed(Throwable unexpected) {
        var text = new StringBuilder("a thread ended by " + unexpected);
        for (var frame : unexpected.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        contradictions.add(text.toString());
    }

    List<String> contradictions() {
        return contradictions;
    }
}
