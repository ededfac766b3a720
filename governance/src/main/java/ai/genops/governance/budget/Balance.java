package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Where a budget stands, in billionths of its unit; as decimals in units.
 *
 * @param cell the first instant of the window's current cell
 * @param capNanos with what was approved
 * @param committedNanos what is spent
 */
public record Balance(Instant cell, long capNanos, long committedNanos, long reservedNanos) {
    /** With what was approved, in units. */
    public BigDecimal cap() {
        return Nanos.toUnits(capNanos);
    }

    /** What is spent, in units. */
    public BigDecimal committed() {
        return Nanos.toUnits(committedNanos);
    }

    /** In units. */
    public BigDecimal reserved() {
        return Nanos.toUnits(reservedNanos);
    }

    /** In units; negative when more was spent than the cap: late or dearer than reserved. */
    public BigDecimal remaining() {
        return Nanos.toUnits(remainingNanos());
    }

    /** As {@link #remaining()}, in billionths. */
    public long remainingNanos() {
        return Math.subtractExact(Math.subtractExact(capNanos, committedNanos), reservedNanos);
    }
}
