package ai.genops.pipeline.processor.price;

import java.time.LocalDateTime;

/// What the price of a call to a model depends on.
///
/// @param provider as the client says it; empty: of whichever provider
/// @param time UTC
/// @param tier `batch`, `flex`, `priority`, or empty: the usual one
/// @param promptTokens all of the input, with what the cache had
public record Call(String provider, String model, LocalDateTime time, String tier, long promptTokens) {
    /// The same with the model under another name.
    public Call of(String otherModel) {
        return new Call(provider, otherModel, time, tier, promptTokens);
    }
}
