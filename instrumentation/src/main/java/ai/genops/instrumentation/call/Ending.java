package ai.genops.instrumentation.call;

import org.jspecify.annotations.Nullable;

/** How a call that runs is settled; only the first time counts. */
interface Ending {
    /**
     * It has come to its end by itself.
     *
     * @param response what it came to; null: that was told piece by piece
     * @throws ai.genops.sdk.govern.GovernanceException if rules are enforced and what came must not be used
     */
    void completed(@Nullable Object response);

    /**
     * It has not come to its end.
     *
     * @param thrown why it failed; null: the application has left it
     */
    void brokenOff(@Nullable Throwable thrown);
}
