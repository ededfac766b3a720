package ai.genops.pipeline.processor.tail;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// A trace that is not decided: its events, and what is known of them.
public final class HeldTrace {
    /// About what a trace and an event take beside the event's own bytes.
    private static final int TRACE_BYTES = 320;
    private static final int EVENT_BYTES = 24;
    private static final int MAX_EVENT_BYTES = 1 << 28;

    private final TraceId id;
    private final List<byte[]> events = new ArrayList<>(4);
    private Summary summary;
    private long dueMillis;
    private long bytes = TRACE_BYTES;

    HeldTrace(TraceId id, Summary summary, long dueMillis) {
        this.id = id;
        this.summary = summary;
        this.dueMillis = dueMillis;
    }

    public TraceId id() {
        return id;
    }

    public Summary summary() {
        return summary;
    }

    /// As they came.
    public List<byte[]> events() {
        return events;
    }

    void summary(Summary anew) {
        summary = anew;
    }

    void add(byte[] event) {
        events.add(event);
        bytes += event.length + EVENT_BYTES;
    }

    long bytes() {
        return bytes;
    }

    long dueMillis() {
        return dueMillis;
    }

    void dueBy(long millis) {
        dueMillis = Math.min(dueMillis, millis);
    }

    void save(DataOutput out) throws IOException {
        id.save(out);
        out.writeLong(dueMillis);
        summary.save(out);
        out.writeInt(events.size());
        for (byte[] event : events) {
            out.writeInt(event.length);
            out.write(event);
        }
    }

    static HeldTrace load(DataInput in) throws IOException {
        TraceId id = TraceId.load(in);
        long dueMillis = in.readLong();
        var trace = new HeldTrace(id, Summary.load(in), dueMillis);
        for (int left = in.readInt(); left > 0; left--) {
            byte[] event = new byte[Traces.bounded(in.readInt(), MAX_EVENT_BYTES, "bytes of an event")];
            in.readFully(event);
            trace.add(event);
        }
        return trace;
    }
}
