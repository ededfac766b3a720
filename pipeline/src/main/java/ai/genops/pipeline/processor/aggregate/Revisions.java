package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// How often each window has closed. It knows the [#MAX_WINDOWS] that closed last; one of which it no longer knows
/// gets a number above all it has forgotten, so that no two parts of a window that is late have the same.
final class Revisions {
    static final int MAX_WINDOWS = 10_000;

    /// The revision that closed last by the window's start, in the order they closed.
    private final Map<Long, Integer> closed = new LinkedHashMap<>();
    private int afterForgotten;

    /// The revision of a window that opens.
    /// @param late whether it should have closed before, and so may have
    int next(long start, boolean late) {
        Integer last = closed.get(start);
        if (last != null) {
            return last + 1;
        }
        return late ? afterForgotten : 0;
    }

    void closed(long start, int revision) {
        closed.remove(start);
        closed.put(start, revision);
        if (closed.size() > MAX_WINDOWS) {
            var eldest = closed.entrySet().iterator();
            afterForgotten = Math.max(afterForgotten, eldest.next().getValue() + 1);
            eldest.remove();
        }
    }

    /// Goes on with the numbers of another for the same windows.
    void follow(Revisions other) {
        other.closed.forEach((start, revision) -> closed(start, Math.max(revision, closed.getOrDefault(start, 0))));
        afterForgotten = Math.max(afterForgotten, other.afterForgotten);
    }

    void save(DataOutput out) throws IOException {
        out.writeInt(afterForgotten);
        out.writeInt(closed.size());
        for (var entry : closed.entrySet()) {
            out.writeLong(entry.getKey());
            out.writeInt(entry.getValue());
        }
    }

    void load(DataInput in) throws IOException {
        afterForgotten = in.readInt();
        for (int left = Plain.count(in); left > 0; left--) {
            closed.put(in.readLong(), in.readInt());
        }
    }
}
