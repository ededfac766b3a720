package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import org.jspecify.annotations.Nullable;

/// The exact sum by the number of values, rounded once: to the nearest double.
final class Average implements Tally {
    private BigDecimal sum = BigDecimal.ZERO;
    private long count;

    @Override
    public boolean add(Object value, long timeNanos) {
        BigDecimal number = Exact.of(value);
        if (number == null) {
            return false;
        }
        sum = sum.add(number);
        count++;
        return true;
    }

    @Override
    public @Nullable Object result() {
        return count == 0
                ? null
                : Plain.of(sum.divide(BigDecimal.valueOf(count), MathContext.DECIMAL128)
                        .doubleValue());
    }

    @Override
    public int bytes() {
        return 8 + Exact.bytes(sum);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        Exact.save(sum, out);
        out.writeLong(count);
    }

    @Override
    public void load(DataInput in) throws IOException {
        sum = Exact.load(in);
        count = in.readLong();
    }
}
