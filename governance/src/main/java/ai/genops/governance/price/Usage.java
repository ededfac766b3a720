package ai.genops.governance.price;

/**
 * The tokens of a call, as clients tell them: {@code input} includes what was read from and written to the cache and what
 * was audio or images, {@code output} what was reasoned and what was audio or images. Where the parts are more than the
 * whole, they were counted apart.
 *
 * @param cacheWriteHour of {@code cacheWrite}, what is kept for an hour
 */
public record Usage(
        long input,
        long output,
        long cacheRead,
        long cacheWrite,
        long cacheWriteHour,
        long reasoning,
        long audioInput,
        long audioOutput,
        long imageInput,
        long imageOutput) {
    private static final long MOST = 1L << 48;

    /** Without images. */
    public Usage(
            long input,
            long output,
            long cacheRead,
            long cacheWrite,
            long cacheWriteHour,
            long reasoning,
            long audioInput,
            long audioOutput) {
        this(input, output, cacheRead, cacheWrite, cacheWriteHour, reasoning, audioInput, audioOutput, 0, 0);
    }

    public static Usage of(long input, long output) {
        return new Usage(input, output, 0, 0, 0, 0, 0, 0);
    }

    /** As Anthropic and Bedrock tell it: their input is what is left beside the cache, however much that is. */
    public static Usage besideCache(long input, long output, long cacheRead, long cacheWrite, long cacheWriteHour) {
        return new Usage(input + cacheRead + cacheWrite, output, cacheRead, cacheWrite, cacheWriteHour, 0, 0, 0);
    }

    /** With reasoning that was counted beside the output, as Gemini tells it. */
    public Usage withReasoningBeside(long thoughts) {
        return new Usage(
                input,
                output + thoughts,
                cacheRead,
                cacheWrite,
                cacheWriteHour,
                thoughts,
                audioInput,
                audioOutput,
                imageInput,
                imageOutput);
    }

    /** All that was sent. */
    public long prompt() {
        long cached = cacheRead + cacheWrite;
        return cached <= input ? input : input + cached;
    }

    /** Whether every number is a count: not below 0, and small enough to be added. */
    public boolean isWhole() {
        long all = input | output | cacheRead | cacheWrite | cacheWriteHour | reasoning;
        long media = audioInput | audioOutput | imageInput | imageOutput;
        return (all | media) >= 0 && (all | media) < MOST;
    }

    /** The input without the cache's part. */
    private long fresh() {
        return prompt() - cacheRead - cacheWrite;
    }

    long audioIn() {
        return Math.min(audioInput, fresh());
    }

    long imageIn() {
        return Math.min(imageInput, fresh() - audioIn());
    }

    long text() {
        return fresh() - audioIn() - imageIn();
    }

    long cacheWriteLong() {
        return Math.min(cacheWriteHour, cacheWrite);
    }

    long cacheWriteShort() {
        return cacheWrite - cacheWriteLong();
    }

    /** The output that is neither reasoned nor audio nor images. */
    long answer() {
        long parts = reasoning + audioOutput + imageOutput;
        return parts <= output ? output - parts : output;
    }

    boolean hasOutput() {
        return (output | reasoning | audioOutput | imageOutput) != 0;
    }
}
