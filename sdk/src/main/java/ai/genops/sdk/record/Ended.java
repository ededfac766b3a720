package ai.genops.sdk.record;

import ai.genops.sdk.attribution.Attribution;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What an operation came to. What was told of its span after it ended is not in it.
 *
 * @param operation its name
 * @param provider of its last cost
 * @param model of its last cost
 * @param cost of all calls inside it; null: none was told, or none is known
 * @param currency ISO 4217
 * @param isUnpriced whether a cost of it is not known
 * @param inputTokens 0 if none were told
 * @param outputTokens 0 if none were told
 * @param result the most severe decision; ALLOWED if there was none
 * @param policy that decided it; null: none did, or it has no name
 * @param reasonCode null exactly where it was allowed
 * @param failed whether it threw, or an error was recorded
 */
public record Ended(
        String operation,
        Attribution attribution,
        @Nullable String provider,
        @Nullable String model,
        @Nullable BigDecimal cost,
        String currency,
        boolean isUnpriced,
        long inputTokens,
        long outputTokens,
        PolicyResult result,
        @Nullable String policy,
        @Nullable String reasonCode,
        boolean failed,
        Duration duration) {}
