package ai.genops.rules;

import org.jspecify.annotations.Nullable;

/** The models of one form of catalogue. Unchanging; safe for concurrent use. */
sealed interface Models permits LiteLlm, GenaiPrices {
    /** How many have a price. */
    int size();

    /**
     * The prices of a model; null if it is not known.
     *
     * @param provider lower case; empty: whichever
     * @param model lower case
     */
    @Nullable
    Schedule find(String provider, String model);
}
