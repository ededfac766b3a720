package ai.genops.pipeline.processor.budget;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What has been spent in one window, and which thresholds that has crossed. One thread at a time.
public final class Account {
    private BigDecimal consumed;
    /// A bit for each threshold, by its place.
    private long crossed;

    Account(BigDecimal consumed, long crossed) {
        this.consumed = consumed;
        this.crossed = crossed;
    }

    public BigDecimal consumed() {
        return consumed;
    }

    public void add(BigDecimal amount) {
        consumed = consumed.add(amount);
    }

    long crossed() {
        return crossed;
    }

    /// Whether a share of a limit is reached, which it has not been before in this window. Nothing spent reaches
    /// nothing, not even a limit of 0.
    public boolean crosses(int threshold, BigDecimal share, @Nullable BigDecimal limit) {
        if (limit == null
                || (crossed & 1L << threshold) != 0
                || consumed.signum() == 0
                || consumed.compareTo(limit.multiply(share)) < 0) {
            return false;
        }
        crossed |= 1L << threshold;
        return true;
    }
}
