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
        return sum(sum(textInput, audioInput), imageInput);
    }

    /** What was written to the cache, for however long. */
    public BigDecimal cacheWrite() {
        return sum(cacheWriteShort, cacheWriteHour);
    }

    /** All that came back. */
    public BigDecimal output() {
        return sum(sum(textOutput, reasoning), sum(audioOutput, imageOutput));
    }

    public BigDecimal total() {
        return sum(sum(input(), output()), sum(sum(cacheRead, cacheWrite()), request));
    }

    /** Both together, part by part. */
    public Cost plus(Cost other) {
        return new Cost(
                sum(textInput, other.textInput),
                sum(audioInput, other.audioInput),
                sum(imageInput, other.imageInput),
                sum(cacheRead, other.cacheRead),
                sum(cacheWriteShort, other.cacheWriteShort),
                sum(cacheWriteHour, other.cacheWriteHour),
                sum(textOutput, other.textOutput),
                sum(reasoning, other.reasoning),
                sum(audioOutput, other.audioOutput),
                sum(imageOutput, other.imageOutput),
                sum(request, other.request));
    }

    /** Most parts of most costs are nothing, and a sum with nothing needs no new number. */
    static BigDecimal sum(BigDecimal one, BigDecimal other) {
        if (other.signum() == 0) {
            return one;
        }
        return one.signum() == 0 ? other : one.add(other);
    }
}
