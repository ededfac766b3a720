package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Set;

/// How many different values; exact, and so as large as they are.
final class Distinct implements Tally {
    private static final int ENTRY_BYTES = 48;

    /// In the order they came, so that it is saved the same each time.
    private final Set<Object> values = new LinkedHashSet<>();
    private int bytes = 64;

    @Override
    public boolean add(Object value, long timeNanos) {
        Object plain = Plain.of(value);
        if (plain != null && values.add(plain)) {
            bytes += ENTRY_BYTES + Plain.bytes(plain);
        }
        return true;
    }

    @Override
    public Object result() {
        return (long) values.size();
    }

    @Override
    public int bytes() {
        return bytes;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeInt(values.size());
        for (Object value : values) {
            Plain.save(value, out);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        for (int left = Plain.count(in); left > 0; left--) {
            add(Plain.loadPresent(in), 0);
        }
    }
}
