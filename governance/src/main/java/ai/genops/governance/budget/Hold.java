package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Duration;

/** An amount reserved for one call. Safe for concurrent use; the first settlement counts. */
public interface Hold {
    /** In units. */
    BigDecimal reserved();

    /**
     * Charges what the call cost, in units, whatever was reserved and however late it is.
     *
     * @throws BudgetStoreException if the store cannot be reached; commit again
     */
    Settlement commit(BigDecimal actual);

    /** Gives everything back: the call did not run. */
    Settlement release();

    /** Holds it for so long from now on. False: it is settled or expired. */
    boolean extend(Duration lease);
}
