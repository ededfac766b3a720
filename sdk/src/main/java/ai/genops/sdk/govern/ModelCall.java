package ai.genops.sdk.govern;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a call of a model says of itself before it runs. All of it may be left open.
 *
 * @param operation the name of its operation
 * @param serviceTier `batch`, `flex`, `priority`, or anything else: the usual one
 * @param prompt shown to policies; never recorded
 * @param inputTokens -1: not counted; then the prompt's bytes are, of which a token has at least one
 * @param maxOutputTokens -1: not limited
 * @param estimate what it costs at most, in US dollars, where that is known better than tokens and prices say
 * @param policies the only ones that are asked; none: all
 */
public record ModelCall(
        String operation,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String region,
        @Nullable String serviceTier,
        @Nullable String prompt,
        long inputTokens,
        long maxOutputTokens,
        @Nullable BigDecimal estimate,
        Set<String> policies) {

    public static ModelCall of(String operation) {
        return new ModelCall(operation, null, null, null, null, null, -1, -1, null, Set.of());
    }

    /** The same, served in this tier; null: in the one that was asked for. */
    public ModelCall in(@Nullable String tier) {
        return tier == null
                ? this
                : new ModelCall(
                        operation,
                        provider,
                        model,
                        region,
                        tier,
                        prompt,
                        inputTokens,
                        maxOutputTokens,
                        estimate,
                        policies);
    }

    /** Whether it says anything that budgets can go by. */
    boolean costsSomething() {
        return model != null || estimate != null;
    }

    /** As catalogues name it. */
    String tier() {
        return switch (serviceTier == null ? "" : serviceTier.toLowerCase(Locale.ROOT)) {
            case "batch", "batches" -> "batch";
            case "flex" -> "flex";
            case "priority" -> "priority";
            default -> "";
        };
    }
}
