package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Where a budget stands, in units.
 *
 * @param cell the first instant of the window's current cell
 * @param cap with what was approved
 */
public record Balance(Instant cell, BigDecimal cap, BigDecimal committed, BigDecimal reserved) {
    /** Negative when more was spent than the cap: late or dearer than reserved. */
    public BigDecimal remaining() {
        return cap.subtract(committed).subtract(reserved);
    }
}
