package ai.genops.destination.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is true whatever the server believes, and the sentences that contradict it.
final class Facts {
    private final Set<Long> appended = new HashSet<>();
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
        appended.add(record);
        unanswered++;
    }

    void answered() {
        unanswered--;
    }

    void restarted() {
        life++;
        unanswered = 0;
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
        require(whole && appended.contains(record), "record %d at %d was never appended", record, sequence);
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
