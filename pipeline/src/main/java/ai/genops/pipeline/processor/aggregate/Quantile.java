package ai.genops.pipeline.processor.aggregate;

import com.datadoghq.sketch.ddsketch.DDSketch;
import com.datadoghq.sketch.ddsketch.encoding.ByteArrayInput;
import com.datadoghq.sketch.ddsketch.encoding.GrowingByteArrayOutput;
import com.datadoghq.sketch.ddsketch.mapping.CubicallyInterpolatedMapping;
import com.datadoghq.sketch.ddsketch.mapping.IndexMapping;
import com.datadoghq.sketch.ddsketch.store.Store;
import com.datadoghq.sketch.ddsketch.store.UnboundedSizeDenseStore;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// A quantile by DDSketch (Masson, Rim, Lee: DDSketch, VLDB 2019): the result is at most 1 % off the value of that
/// rank, whatever the values. The sketch counts values in bins that grow by 2 % each and never joins bins, so that the
/// order of the values makes no difference. Bins follow from a double's bits, not from a logarithm, which may differ in
/// its last digit from one machine to the other.
final class Quantile implements Tally {
    private static final double ACCURACY = 0.01;
    private static final IndexMapping BINS = new CubicallyInterpolatedMapping(ACCURACY);

    private final double quantile;
    private DDSketch sketch = new DDSketch(BINS, UnboundedSizeDenseStore::new);

    /// @param quantile which one, between 0 and 1
    Quantile(double quantile) {
        this.quantile = quantile;
    }

    @Override
    public boolean add(Object value, long timeNanos) {
        BigDecimal exact = value instanceof String ? Exact.of(value) : null;
        double number =
                value instanceof Number given ? given.doubleValue() : exact == null ? Double.NaN : exact.doubleValue();
        if (!(Math.abs(number) <= BINS.maxIndexableValue())) {
            return false;
        }
        sketch.accept(number);
        return true;
    }

    @Override
    public @Nullable Object result() {
        return sketch.isEmpty() ? null : Plain.of(sketch.getValueAtQuantile(quantile));
    }

    @Override
    public int bytes() {
        return 256 + bytes(sketch.getPositiveValueStore()) + bytes(sketch.getNegativeValueStore());
    }

    private static int bytes(Store bins) {
        return bins.isEmpty() ? 0 : 8 * (64 + bins.getMaxIndex() - bins.getMinIndex());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        var encoded = GrowingByteArrayOutput.withDefaultInitialCapacity();
        sketch.encode(encoded, true);
        Plain.saveBytes(encoded.trimmedCopy(), out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        sketch = DDSketch.decode(ByteArrayInput.wrap(Plain.loadBytes(in)), UnboundedSizeDenseStore::new, BINS);
    }
}
