package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A budget has spent a part of its cap; told once per window and threshold.
 *
 * @param percent the threshold
 * @param period the window, by its first instant
 * @param spent in units, of the cap with what was approved
 */
public record Alert(String budget, int percent, Instant period, BigDecimal spent, BigDecimal cap) {
    private static final int PERCENTS = 2;

    /** Whether what was spent, in units, is so much of the cap, in billionths. Nothing spent reaches nothing. */
    public static boolean isReached(BigDecimal spent, long cap, int percent) {
        return spent.signum() > 0
                && spent.movePointRight(PERCENTS).compareTo(Nanos.toUnits(cap).multiply(BigDecimal.valueOf(percent)))
                        >= 0;
    }
}
