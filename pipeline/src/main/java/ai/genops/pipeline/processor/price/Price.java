package ai.genops.pipeline.processor.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// US dollars per 1,000 tokens. A price for reading or writing the cache that is not given is the price of input.
public record Price(
        BigDecimal input,
        BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite) {
    /// What so many tokens cost, exactly; `input` without what was read from and written to the cache.
    public Cost of(long input, long output, long cacheRead, long cacheWrite) {
        return new Cost(
                cost(input, this.input),
                cost(output, this.output),
                cost(cacheRead, this.cacheRead == null ? this.input : this.cacheRead),
                cost(cacheWrite, this.cacheWrite == null ? this.input : this.cacheWrite));
    }

    private static BigDecimal cost(long tokens, BigDecimal perThousand) {
        return BigDecimal.valueOf(tokens).multiply(perThousand).movePointLeft(3);
    }

    /// A cost by what it consists of.
    public record Cost(BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite) {
        public BigDecimal total() {
            return input.add(output).add(cacheRead).add(cacheWrite);
        }
    }
}
