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
    private static final int ALL = 100;

    /** Whether what was spent is so much of the cap, both in billionths. Nothing spent reaches nothing. */
    public static boolean isReached(long spent, long cap, int percent) {
        // Seldom near enough for the exact comparison, which allocates.
        boolean isNear = spent > 0 && ((double) spent) / cap * ALL > percent - 1;
        return isNear
                && Nanos.toUnits(spent)
                                .multiply(BigDecimal.valueOf(ALL))
                                .compareTo(Nanos.toUnits(cap).multiply(BigDecimal.valueOf(percent)))
                        >= 0;
    }
}
