package ai.genops.pipeline.processor.tail;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The traces that are not decided, in the order in which their first events came, which is also that in which they
/// are decided.
///
/// ```
///   trace a   ●────○──○────────┤ decided          ○ follows the decision
///   trace b        ●───────○───────┤ decided
///             oldest           waitMillis after ●, of the log's time
/// ```
public final class Traces {
    private final Limits limits;
    private final LinkedHashMap<TraceId, HeldTrace> traces = new LinkedHashMap<>();
    private long bytes;
    private long nowMillis = Long.MIN_VALUE;

    /// How long traces are held, and how much of them.
    ///
    /// @param waitMillis from a trace's first event until it is decided
    /// @param maxTraces above which the oldest is decided at once
    /// @param maxBytes the same, of all events that are held
    public record Limits(long waitMillis, int maxTraces, long maxBytes) {}

    public Traces(Limits limits) {
        this.limits = limits;
    }

    /// Time goes on, and the traces whose time has come are decided.
    public void advance(long millis, Consumer<HeldTrace> decide) {
        if (millis < nowMillis) {
            // The clock was set back, by whatever: nobody waits longer for that.
            traces.values().forEach(trace -> trace.dueBy(millis + limits.waitMillis));
        }
        nowMillis = millis;
        while (due() <= millis) {
            decideOldest(decide);
        }
    }

    /// When the next is to be decided, in milliseconds since 1970; [Long#MAX_VALUE] without any.
    public long due() {
        return traces.isEmpty() ? Long.MAX_VALUE : oldest().dueMillis();
    }

    public @Nullable HeldTrace find(TraceId id) {
        return traces.get(id);
    }

    public HeldTrace begin(TraceId id, Summary summary) {
        var trace = new HeldTrace(id, summary, nowMillis + limits.waitMillis);
        add(trace);
        return trace;
    }

    private void add(HeldTrace trace) {
        traces.put(trace.id(), trace);
        bytes += trace.bytes();
    }

    public void hold(HeldTrace trace, byte[] event) {
        long before = trace.bytes();
        trace.add(event);
        bytes += trace.bytes() - before;
    }

    /// Whether more is held than may be.
    public boolean isFull() {
        return traces.size() > limits.maxTraces || bytes > limits.maxBytes;
    }

    public boolean isEmpty() {
        return traces.isEmpty();
    }

    /// Decides the oldest; there is one. It is not held any more when `decide` gets it.
    public void decideOldest(Consumer<HeldTrace> decide) {
        HeldTrace oldest = traces.pollFirstEntry().getValue();
        bytes -= oldest.bytes();
        decide.accept(oldest);
    }

    private HeldTrace oldest() {
        return traces.firstEntry().getValue();
    }

    public void save(DataOutput out) throws IOException {
        out.writeLong(nowMillis);
        out.writeInt(traces.size());
        for (HeldTrace trace : traces.values()) {
            trace.save(out);
        }
    }

    /// Into one that holds nothing yet.
    public void load(DataInput in) throws IOException {
        nowMillis = in.readLong();
        for (int left = in.readInt(); left > 0; left--) {
            add(HeldTrace.load(in));
        }
    }

    /// Finds out again what is known of all of them, and lets none wait longer than is allowed now.
    public void summarise(Function<HeldTrace, Summary> anew) {
        traces.values().forEach(trace -> {
            trace.summary(anew.apply(trace));
            trace.dueBy(nowMillis + limits.waitMillis);
        });
    }

    static int bounded(int count, int most, String what) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("%d %s were saved, at most %d can be".formatted(count, what, most));
        }
        return count;
    }
}
