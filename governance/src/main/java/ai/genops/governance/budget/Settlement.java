package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.util.List;

/**
 * What the books say of a reservation after it was settled, in billionths of its unit; as decimals in units.
 *
 * @param late it was committed after it had expired or been released
 * @param repeated it was settled before, and this call changed nothing
 * @param alerts thresholds that were reached by it for the first time in their window
 */
public record Settlement(
        State state, long reservedNanos, long chargedNanos, boolean late, boolean repeated, List<Alert> alerts) {
    /** {@code RESERVED} becomes one of the others, once; a commit still reaches what has expired or was released. */
    public enum State {
        RESERVED,
        COMMITTED,
        RELEASED,
        EXPIRED
    }

    /** In units. */
    public BigDecimal reserved() {
        return Nanos.toUnits(reservedNanos);
    }

    /** In units. */
    public BigDecimal charged() {
        return Nanos.toUnits(chargedNanos);
    }

    /** By how much it cost more than was reserved, in units; negative: less. */
    public BigDecimal delta() {
        return Nanos.toUnits(Math.subtractExact(chargedNanos, reservedNanos));
    }
}
