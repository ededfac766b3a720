package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The books. Everything is atomic, every time is that of the store's own clock, and at the end of its lease a reservation
 * is over. A charge stays in the window in which it was reserved. Safe for concurrent use, in several processes where the
 * store is shared.
 *
 * <p>Methods with a key answer null if the store does not know it, and throw {@link BudgetStoreException} if it cannot be
 * reached.
 */
public interface BudgetStore extends Reserving {
    /** Charges what a call cost. An expired or released reservation is charged as well, even beyond the cap. */
    @Nullable
    Settlement commit(String key, BigDecimal actual);

    /** Gives a reservation back. */
    @Nullable
    Settlement release(String key);

    /** What was committed turned out to be another amount: the difference is booked. Only of what is committed. */
    @Nullable
    Settlement correct(String key, BigDecimal actual);

    /** Holds a reservation for so long from now on. False: it is not known, settled or expired. */
    boolean extend(String key, Duration lease);

    /** Ends the leases that are over. Needed for no decision; {@link Balance#reserved()} is exact after it. */
    int expire();

    /** Where the budget stands in its current window. */
    Balance balance(Budget budget);

    /** Lets a budget spend more for a time. */
    void approve(Approval approval);

    /** A budget's lines, oldest first. */
    List<Entry> ledger(String budget);
}
