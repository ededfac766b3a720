package ai.genops.pipeline.processor.tail;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import org.jspecify.annotations.Nullable;

/// The rates of traces that were decided lately, for those of their events that come later. Kept in the order of
/// the decisions, which is also that in which they are forgotten: the oldest first, when it is old enough or there
/// are too many.
public final class Decisions {
    private final int most;
    private final long keepMillis;
    private final Runnable forgotten;
    private final LinkedHashMap<TraceId, Decision> decisions = new LinkedHashMap<>();

    private record Decision(double rate, long atMillis) {}

    /// Nothing is decided yet.
    ///
    /// @param keepMillis how long each is known
    /// @param forgotten is told each time that one has to make room before its time
    public Decisions(int most, long keepMillis, Runnable forgotten) {
        this.most = most;
        this.keepMillis = keepMillis;
        this.forgotten = forgotten;
    }

    public void advance(long nowMillis) {
        while (!decisions.isEmpty() && nowMillis - decisions.firstEntry().getValue().atMillis >= keepMillis) {
            decisions.pollFirstEntry();
        }
    }

    /// At which rate a trace was kept; null if it is not known.
    public @Nullable Double rate(TraceId trace) {
        Decision decision = decisions.get(trace);
        return decision == null ? null : decision.rate;
    }

    public void add(TraceId trace, double rate, long nowMillis) {
        if (decisions.size() >= most) {
            decisions.pollFirstEntry();
            forgotten.run();
        }
        decisions.put(trace, new Decision(rate, nowMillis));
    }

    public void save(DataOutput out) throws IOException {
        out.writeInt(decisions.size());
        for (var entry : decisions.entrySet()) {
            entry.getKey().save(out);
            out.writeDouble(entry.getValue().rate);
            out.writeLong(entry.getValue().atMillis);
        }
    }

    /// Into one that knows nothing yet. Of more than it may know, the last.
    public void load(DataInput in) throws IOException {
        for (int left = in.readInt(); left > 0; left--) {
            decisions.put(TraceId.load(in), new Decision(in.readDouble(), in.readLong()));
            if (decisions.size() > most) {
                decisions.pollFirstEntry();
            }
        }
    }
}
