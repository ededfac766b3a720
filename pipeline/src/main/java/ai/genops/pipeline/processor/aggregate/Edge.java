package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The value of the earliest (`side` -1) or latest (1) time; of several at that time the least or greatest.
final class Edge implements Tally {
    private final int side;
    private @Nullable Object kept;
    private long keptNanos;

    Edge(int side) {
        this.side = side;
    }

    @Override
    public boolean add(Object value, long timeNanos) {
        Object plain = Plain.of(value);
        if (plain != null && (kept == null || isBeyond(plain, timeNanos, kept))) {
            kept = plain;
            keptNanos = timeNanos;
        }
        return true;
    }

    private boolean isBeyond(Object value, long timeNanos, Object than) {
        int later = Long.compare(timeNanos, keptNanos);
        return side * (later != 0 ? later : Plain.compare(value, than)) > 0;
    }

    @Override
    public @Nullable Object result() {
        return kept;
    }

    @Override
    public int bytes() {
        return 32 + Plain.bytes(kept);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Plain.save(kept, out);
        out.writeLong(keptNanos);
    }

    @Override
    public void load(DataInput in) throws IOException {
        kept = Plain.load(in);
        keptNanos = in.readLong();
    }
}
