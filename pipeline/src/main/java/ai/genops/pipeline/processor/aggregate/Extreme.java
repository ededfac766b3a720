package ai.genops.pipeline.processor.aggregate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The least (`side` -1) or greatest (1) number.
final class Extreme implements Tally {
    private final int side;
    private @Nullable BigDecimal best;

    Extreme(int side) {
        this.side = side;
    }

    @Override
    public boolean add(Object value, long timeNanos) {
        BigDecimal number = Exact.of(value);
        if (number != null && (best == null || side * number.compareTo(best) > 0)) {
            best = number;
        }
        return number != null;
    }

    @Override
    public @Nullable Object result() {
        return best == null ? null : Exact.export(best);
    }

    /// As of the longest number a text can be: which of several equal ones is kept must make no difference.
    @Override
    public int bytes() {
        return 128;
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeBoolean(best != null);
        if (best != null) {
            Exact.save(best, out);
        }
    }

    @Override
    public void load(DataInput in) throws IOException {
        best = in.readBoolean() ? Exact.load(in) : null;
    }
}
