package ai.genops.governance.price;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * US dollars per 1,000 tokens, {@code request} per call. What is not given of the input (cache, audio, images) has the
 * price of input, what is kept in the cache for an hour that of writing it, reasoning, audio and images of the output that
 * of output. Without a price of output only calls without output have one.
 */
public record Price(
        BigDecimal input,
        @Nullable BigDecimal output,
        @Nullable BigDecimal cacheRead,
        @Nullable BigDecimal cacheWrite,
        @Nullable BigDecimal cacheWriteHour,
        @Nullable BigDecimal reasoning,
        @Nullable BigDecimal audioInput,
        @Nullable BigDecimal audioOutput,
        @Nullable BigDecimal imageInput,
        @Nullable BigDecimal imageOutput,
        @Nullable BigDecimal request) {

    /** Of input and output, and the cache. */
    public Price(BigDecimal input, BigDecimal output, @Nullable BigDecimal cacheRead, @Nullable BigDecimal cacheWrite) {
        this(input, output, cacheRead, cacheWrite, null, null, null, null, null, null, null);
    }

    /** What a call costs, exactly; null if it has output and there is no price of that. */
    public @Nullable Cost of(Usage usage) {
        BigDecimal ofOutput = output == null && !usage.hasOutput() ? BigDecimal.ZERO : output;
        if (ofOutput == null) {
            return null;
        }
        BigDecimal ofWrite = or(cacheWrite, input);
        return new Cost(
                cost(usage.text(), input),
                cost(usage.audioIn(), or(audioInput, input)),
                cost(usage.imageIn(), or(imageInput, input)),
                cost(usage.cacheRead(), or(cacheRead, input)),
                cost(usage.cacheWriteShort(), ofWrite),
                cost(usage.cacheWriteLong(), or(cacheWriteHour, ofWrite)),
                cost(usage.answer(), ofOutput),
                cost(usage.reasoning(), or(reasoning, ofOutput)),
                cost(usage.audioOutput(), or(audioOutput, ofOutput)),
                cost(usage.imageOutput(), or(imageOutput, ofOutput)),
                or(request, BigDecimal.ZERO));
    }

    /**
     * The most that a call of text with so many tokens can cost, whatever of them is cached, written to the cache for
     * however long, or reasoned; null if there is no price of output.
     */
    public @Nullable BigDecimal atMost(long inputTokens, long outputTokens) {
        if (output == null && outputTokens != 0) {
            return null;
        }
        BigDecimal ofOutput = or(output, BigDecimal.ZERO);
        BigDecimal ofWrite = or(cacheWrite, input);
        BigDecimal dearestIn = input.max(or(cacheRead, input)).max(ofWrite).max(or(cacheWriteHour, ofWrite));
        BigDecimal dearestOut = ofOutput.max(or(reasoning, ofOutput));
        BigDecimal most = Decimals.sum(inputTokens, dearestIn, outputTokens, dearestOut);
        return request == null ? most : most.add(request);
    }

    private static BigDecimal or(@Nullable BigDecimal price, BigDecimal otherwise) {
        return price == null ? otherwise : price;
    }

    private static BigDecimal cost(long tokens, BigDecimal perThousand) {
        return tokens == 0 ? BigDecimal.ZERO : Decimals.sum(tokens, perThousand, 0, BigDecimal.ZERO);
    }
}
