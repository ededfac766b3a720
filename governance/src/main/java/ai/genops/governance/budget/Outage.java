package ai.genops.governance.budget;

import java.math.BigDecimal;

/** What calls may do while the store cannot be reached. */
public sealed interface Outage {
    /** Nothing: a call that cannot be reserved must not run. */
    record FailClosed() implements Outage {}

    /**
     * Together so much, in units of whichever budget, granted in advance. It is charged when the store is back, and then
     * may be used again.
     */
    record Allowance(BigDecimal upTo) implements Outage {
        public Allowance {
            Nanos.of(upTo);
        }
    }
}
