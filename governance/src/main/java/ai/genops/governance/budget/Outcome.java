package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
public sealed interface Outcome {
    /** The call may run, and its hold has to be settled. */
    sealed interface Granted extends Outcome permits Held, Reservation, LeasedHold {
        Hold hold();

        /** Soft budgets that it does not fit into. */
        List<Budget> exceeded();
    }

    /** What was granted by somebody who holds it elsewhere. */
    record Held(Hold hold, List<Budget> exceeded) implements Granted {}

    /**
     * The call must not run; nothing was reserved anywhere.
     *
     * @param budget the first one, by name, without enough left
     * @param remaining what is left there, in units; negative if more was spent than the cap
     * @param retryAt when the window next changes; null: never
     */
    record Refused(
            Budget budget, BigDecimal remaining, @Nullable Instant retryAt) implements Outcome {
        /** Refused at this time, with so many billionths left. */
        public static Refused of(Budget budget, long left, Instant now) {
            Instant next = budget.window().next(now);
            return new Refused(budget, Nanos.toUnits(left), next.equals(Instant.MAX) ? null : next);
        }
    }

    /** The key is in use for something else, or its reservation is settled: the call must not run under it. */
    record Conflict(String key, String reason) implements Outcome {}

    /** The store cannot be reached and nothing was granted for that case: the call must not run. */
    record Unavailable(String reason) implements Outcome {}
}
