package ai.genops.governance.price;

import java.math.BigDecimal;

/** Exact sums of amounts. Most are so short that a long has the result: then no decimal is made on the way to it. */
public final class Decimals {
    private static final int THOUSANDTH = 3;
    /** Up to here a double's two roundings err by less than a quarter, so the nearest whole number is the exact one. */
    private static final double EXACT = 1L << 50;

    private static final double MOST = 1L << 62;
    /** Those powers of ten that a double has exactly. */
    private static final double[] POWERS = new double[23];

    static {
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private Decimals() {}

    /** What so many of the one and so many of the other cost, both priced per thousand. */
    static BigDecimal sum(long count, BigDecimal perThousand, long others, BigDecimal othersPerThousand) {
        int scale = Math.max(perThousand.scale(), othersPerThousand.scale());
        long each = units(perThousand, scale);
        long other = units(othersPerThousand, scale);
        boolean fits = Math.abs((double) count) * each + Math.abs((double) others) * other < MOST;
        return each >= 0 && other >= 0 && fits
                ? BigDecimal.valueOf(count * each + others * other, scale + THOUSANDTH)
                : BigDecimal.valueOf(count, THOUSANDTH)
                        .multiply(perThousand)
                        .add(BigDecimal.valueOf(others, THOUSANDTH).multiply(othersPerThousand));
    }

    /** The double next to the exact difference. */
    public static double difference(BigDecimal amount, BigDecimal less) {
        int scale = Math.max(amount.scale(), less.scale());
        long units = units(amount, scale);
        long lessUnits = units(less, scale);
        return units >= 0 && lessUnits >= 0
                ? (units - lessUnits) / POWERS[scale]
                : amount.subtract(less).doubleValue();
    }

    /** In units of 10^-scale; below 0: it is negative, or too long for that. */
    private static long units(BigDecimal amount, int scale) {
        boolean fits = scale >= 0 && scale < POWERS.length && amount.signum() >= 0;
        double units = fits ? amount.doubleValue() * POWERS[scale] : EXACT;
        return units < EXACT ? Math.round(units) : -1;
    }
}
