package ai.genops.governance.price;

import java.time.LocalDateTime;

/**
 * What the price of a call to a model depends on.
 *
 * @param provider as the client says it; empty: of whichever provider
 * @param time UTC
 * @param tier {@code batch}, {@code flex}, {@code priority}, or empty: the usual one
 * @param region as the provider names it; empty: the usual one. Without prices of its own it has the usual ones
 * @param promptTokens all of the input, with what the cache had
 */
public record Call(String provider, String model, LocalDateTime time, String tier, String region, long promptTokens) {
    /** In the usual region. */
    public Call(String provider, String model, LocalDateTime time, String tier, long promptTokens) {
        this(provider, model, time, tier, "", promptTokens);
    }

    /** The same with the model under another name. */
    public Call of(String otherModel) {
        return new Call(provider, otherModel, time, tier, region, promptTokens);
    }

    String described() {
        String by = provider.isEmpty() ? "" : provider + " ";
        String in = tier.isEmpty() ? "" : " (" + tier + ")";
        return by + model + in + " on " + time.toLocalDate();
    }
}
