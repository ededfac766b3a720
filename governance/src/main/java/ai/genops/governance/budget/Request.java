package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Duration;

/**
 * What a call asks of its budgets before it runs.
 *
 * @param key names the reservation; asking again under it changes nothing. Whoever asks makes it unique
 * @param nanos billionths of the budgets' unit, see {@link Nanos}
 * @param lease how long it is held unless it is settled or extended
 * @param abandoned what happens to it when the lease ends
 * @param enforced false: charged whether there is enough or not, for what has been spent already
 */
public record Request(
        String key, BudgetSet budgets, long nanos, Duration lease, Abandoned abandoned, boolean enforced) {
    private static final int MAX_KEY = 200;
    private static final Duration MAX_LEASE = Duration.ofDays(7);

    /** What becomes of a reservation that nobody settled. */
    public enum Abandoned {
        /** It goes back to the budgets. */
        RETURNS,
        /** It counts as spent until somebody says what was: the budget may lose it, but cannot be overspent. */
        IS_CHARGED
    }

    public Request {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException("a reservation's key must have 1 to 200 characters, is `" + key + "`");
        }
        if (nanos < 0) {
            throw new IllegalArgumentException("an amount must not be negative, is " + Nanos.toUnits(nanos));
        }
        if (lease.toMillis() < 1 || lease.compareTo(MAX_LEASE) > 0) {
            throw new IllegalArgumentException("a lease must last from 1 ms to 7 days, is " + lease);
        }
    }

    /** Enforced, and returned when abandoned. */
    public static Request of(String key, BudgetSet budgets, BigDecimal amount, Duration lease) {
        return new Request(key, budgets, Nanos.of(amount), lease, Abandoned.RETURNS, true);
    }

    /** The amount in units. */
    public BigDecimal amount() {
        return Nanos.toUnits(nanos);
    }
}
