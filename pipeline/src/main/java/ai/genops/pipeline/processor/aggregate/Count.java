package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/// How often it was true.
final class Count implements Tally {
    private long count;

    @Override
    public boolean add(Object value, long timeNanos) {
        if (Boolean.TRUE.equals(value)) {
            count++;
        }
        return true;
    }

    @Override
    public Object result() {
        return count;
    }

    @Override
    public int bytes() {
        return 24;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
        count = in.readLong();
    }
}
