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
    private static final double BILLION = 1e9;
    /** Up to here a double's two roundings err by less than a quarter, so the nearest whole number is the exact one. */
    private static final long EXACT = 1L << 50;

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
        double nanos = amount.doubleValue() * BILLION;
        if (amount.scale() <= DECIMALS && nanos < EXACT) {
            return Math.round(nanos);
        }
        return amount.setScale(DECIMALS, RoundingMode.CEILING)
                .scaleByPowerOfTen(DECIMALS)
                .longValueExact();
    }

    /**
     * An amount of the books in billionths; may be negative, and more than one amount may be.
     *
     * @throws ArithmeticException if it is finer than a billionth, or leaves the range
     */
    public static long exactly(BigDecimal units) {
        return units.movePointRight(DECIMALS).longValueExact();
    }

    /** The amount in units, exactly. */
    public static BigDecimal toUnits(long nanos) {
        return BigDecimal.valueOf(nanos, DECIMALS);
    }
}
