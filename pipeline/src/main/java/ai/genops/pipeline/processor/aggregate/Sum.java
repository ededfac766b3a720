package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;

/// The exact sum; 0 without values.
final class Sum implements Tally {
    private BigDecimal sum = BigDecimal.ZERO;

    @Override
    public boolean add(Object value, long timeNanos) {
        BigDecimal number = Exact.of(value);
        if (number == null) {
            return false;
        }
        sum = sum.add(number);
        return true;
    }

    @Override
    public Object result() {
        return Exact.export(sum);
    }

    @Override
    public int bytes() {
        return Exact.bytes(sum);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Exact.save(sum, out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        sum = Exact.load(in);
    }
}
