package ai.genops.governance.policy;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as policies see it, before or after it runs.
 *
 * @param attribution team, project, customer and so on; a map that does not change
 * @param cost in US dollars: before the call what it may cost, after it what it cost; null: nobody knows
 * @param costProblem why the cost that was told is none; empty: it is one
 * @param prompt null: it is not shown to policies
 * @param response null: it is not shown to policies, or there is none yet
 */
public record Subject(
        Phase phase,
        Map<String, String> attribution,
        @Nullable String provider,
        @Nullable String model,
        @Nullable String region,
        @Nullable BigDecimal cost,
        String costProblem,
        @Nullable String prompt,
        @Nullable String response) {
    /** When policies are asked. */
    public enum Phase {
        BEFORE,
        AFTER
    }

    public Subject {
        if (cost != null && cost.signum() < 0) {
            costProblem = "the cost is negative: " + cost;
            cost = null;
        }
    }

    /** Before a call, of which nothing is known but the attribution. */
    public static Subject before(Map<String, String> attribution) {
        return new Subject(Phase.BEFORE, Map.copyOf(attribution), null, null, null, null, "", null, null);
    }

    public Subject of(@Nullable String itsProvider, @Nullable String itsModel, @Nullable String itsRegion) {
        return new Subject(phase, attribution, itsProvider, itsModel, itsRegion, cost, costProblem, prompt, response);
    }

    public Subject costing(@Nullable BigDecimal amount) {
        return new Subject(phase, attribution, provider, model, region, amount, "", prompt, response);
    }

    /** Not a number, an infinite and a negative amount are told by every evaluation as what they are: blocked. */
    public Subject costing(double amount) {
        return Double.isFinite(amount)
                ? costing(BigDecimal.valueOf(amount))
                : new Subject(
                        phase,
                        attribution,
                        provider,
                        model,
                        region,
                        null,
                        "the cost is no number: " + amount,
                        prompt,
                        response);
    }

    public Subject asking(@Nullable String text) {
        return new Subject(phase, attribution, provider, model, region, cost, costProblem, text, response);
    }

    /** The same call after it has run. */
    public Subject answered(@Nullable String text) {
        return new Subject(Phase.AFTER, attribution, provider, model, region, cost, costProblem, prompt, text);
    }
}
