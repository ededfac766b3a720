package ai.genops.pipeline.processor.price;

/// The tokens of a call, as clients tell them: `input` includes what was read from and written to the cache and what
/// was
/// audio, `output` what was reasoned and what was audio. Where a part is more than the whole, it was counted apart.
///
/// @param cacheWriteHour of `cacheWrite`, what is kept for an hour
public record Usage(
        long input,
        long output,
        long cacheRead,
        long cacheWrite,
        long cacheWriteHour,
        long reasoning,
        long audioInput,
        long audioOutput) {
    /// All that was sent.
    public long prompt() {
        long cached = cacheRead + cacheWrite;
        return cached <= input ? input : input + cached;
    }

    /// The input without the cache's part.
    long fresh() {
        return prompt() - cacheRead - cacheWrite;
    }

    /// Whether no number is below 0.
    public boolean isWhole() {
        return (input | output | cacheRead | cacheWrite | cacheWriteHour | reasoning | audioInput | audioOutput) >= 0;
    }
}
