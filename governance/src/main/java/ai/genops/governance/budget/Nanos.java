package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Amounts as billionths of a unit in a long. What is finer is rounded up, so the books never show less than was spent; an
 * entry is wrong by less than a billionth. A sum that leaves the range fails instead of wrapping.
 */
public final class Nanos {
    static final int DECIMALS = 9;
    /** The most units of one amount. */
    static final BigDecimal MAX = BigDecimal.valueOf(1_000_000_000);

    private static final int MAX_DIGITS = 60;

    private Nanos() {}

    /**
     * The amount in billionths.
     *
     * @throws IllegalArgumentException if it is negative, above 1,000,000,000 units or has more than 60 digits
     */
    public static long of(BigDecimal amount) {
        if (amount.signum() < 0) {
            throw new IllegalArgumentException("an amount must not be negative, is " + amount.toString());
        }
        if (Math.abs((long) amount.scale()) > MAX_DIGITS || amount.precision() > MAX_DIGITS) {
            throw new IllegalArgumentException("an amount must have at most " + MAX_DIGITS + " digits");
        }
        if (amount.compareTo(MAX) > 0) {
            throw new IllegalArgumentException(
                    "an amount must be at most " + MAX.toPlainString() + ", is " + amount.toPlainString());
        }
        return amount.setScale(DECIMALS, RoundingMode.CEILING)
                .scaleByPowerOfTen(DECIMALS)
                .longValueExact();
    }

    /** The amount in units, exactly. */
    public static BigDecimal toUnits(long nanos) {
        return BigDecimal.valueOf(nanos, DECIMALS);
    }
}
