package ai.genops.governance.price;

import java.math.BigDecimal;

/** A cost by what it consists of, in US dollars, exactly. No part is contained in another. */
public record Cost(
        BigDecimal textInput,
        BigDecimal audioInput,
        BigDecimal imageInput,
        BigDecimal cacheRead,
        BigDecimal cacheWriteShort,
        BigDecimal cacheWriteHour,
        BigDecimal textOutput,
        BigDecimal reasoning,
        BigDecimal audioOutput,
        BigDecimal imageOutput,
        BigDecimal request) {
    /** What was sent and had nothing to do with the cache. */
    public BigDecimal input() {
        return textInput.add(audioInput).add(imageInput);
    }

    /** What was written to the cache, for however long. */
    public BigDecimal cacheWrite() {
        return cacheWriteShort.add(cacheWriteHour);
    }

    /** All that came back. */
    public BigDecimal output() {
        return textOutput.add(reasoning).add(audioOutput).add(imageOutput);
    }

    public BigDecimal total() {
        return input().add(output()).add(cacheRead).add(cacheWrite()).add(request);
    }
}
