package ai.genops.governance.price;

import org.jspecify.annotations.Nullable;

/**
 * Prices of models by time. Unchanging, unless it says otherwise, so that a cost can be proven with the catalogue it names.
 * Safe for concurrent use.
 */
public interface Catalogue {
    /** The price that a call has; null if it is not known. */
    @Nullable
    Price find(Call call);

    /** Which catalogue it is, and of which content. */
    String version();

    /** What a call costs by the prices of its own time, so rating a past call again needs nothing but this. */
    default Rating rate(Call call, Usage usage) {
        if (!usage.isWhole()) {
            return new Rating.Unpriced("tokens that are no whole numbers");
        }
        Price price = find(call);
        if (price == null) {
            return new Rating.Unpriced("no price of " + call.described());
        }
        Cost cost = price.of(usage);
        return cost == null
                ? new Rating.Unpriced("no price of the output of " + call.described())
                : new Rating.Priced(cost, price, version());
    }
}
