package ai.genops.pipeline.processor.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// US dollars per 1,000 tokens, `request` per call. What is not given of the input (cache, audio) has the price of
/// input,
/// what is kept in the cache for an hour that of writing it, reasoning and audio that of output. Without a price of
/// output only calls without output have one.
public record Price(
        BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWriteHour,
        @Nullable BigDecimal reasoning,
        @Nullable BigDecimal audioInput,
        @Nullable BigDecimal audioOutput,
        @Nullable BigDecimal request) {

    /// Of input and output, and the cache.
    public Price(BigDecimal input, BigDecimal output, @Nullable BigDecimal cacheRead, @Nullable BigDecimal cacheWrite) {
        this(input, output, cacheRead, cacheWrite, null, null, null, null, null);
    }

    /// What a call costs, exactly; null if it has output and there is no price of that.
    public @Nullable Cost of(Usage usage) {
        long audioIn = Math.min(usage.audioInput(), usage.fresh());
        long hour = Math.min(usage.cacheWriteHour(), usage.cacheWrite());
        BigDecimal write = or(cacheWrite, input);
        BigDecimal outputs = outputs(usage);
        return outputs == null
                ? null
                : new Cost(
                        cost(usage.fresh() - audioIn, input).add(cost(audioIn, or(audioInput, input))),
                        outputs,
                        cost(usage.cacheRead(), or(cacheRead, input)),
                        cost(usage.cacheWrite() - hour, write).add(cost(hour, or(cacheWriteHour, write))),
                        request == null ? BigDecimal.ZERO : request);
    }

    private @Nullable BigDecimal outputs(Usage usage) {
        long parts = usage.reasoning() + usage.audioOutput();
        long rest = parts <= usage.output() ? usage.output() - parts : usage.output();
        if (output == null) {
            return rest + parts == 0 ? BigDecimal.ZERO : null;
        }
        return cost(rest, output)
                .add(cost(usage.reasoning(), or(reasoning, output)))
                .add(cost(usage.audioOutput(), or(audioOutput, output)));
    }

    private static BigDecimal or(@Nullable BigDecimal price, BigDecimal otherwise) {
        return price == null ? otherwise : price;
    }

    private static BigDecimal cost(long tokens, BigDecimal perThousand) {
        return BigDecimal.valueOf(tokens).multiply(perThousand).movePointLeft(3);
    }

    /// A cost by what it consists of; `output` includes reasoning, both include audio.
    public record Cost(
            BigDecimal input, BigDecimal output, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal request) {
        public BigDecimal total() {
            return input.add(output).add(cacheRead).add(cacheWrite).add(request);
        }
    }
}
