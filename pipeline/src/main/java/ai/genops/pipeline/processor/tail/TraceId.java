package ai.genops.pipeline.processor.tail;

import ai.genops.event.Event;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// The id of a trace. Clients choose them, so that they are compared, and long chains in a hash table stay quick.
public record TraceId(long high, long low) implements Comparable<TraceId> {
    /// 0 stands for none.
    public static TraceId of(Event event) {
        return new TraceId(event.traceIdHigh(), event.traceIdLow());
    }

    public boolean isNone() {
        return (high | low) == 0;
    }

    @Override
    public int compareTo(TraceId other) {
        int compared = Long.compare(high, other.high);
        return compared != 0 ? compared : Long.compare(low, other.low);
    }

    void save(DataOutput out) throws IOException {
        out.writeLong(high);
        out.writeLong(low);
    }

    static TraceId load(DataInput in) throws IOException {
        return new TraceId(in.readLong(), in.readLong());
    }
}
