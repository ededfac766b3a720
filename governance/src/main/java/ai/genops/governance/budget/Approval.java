package ai.genops.governance.budget;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * Somebody lets a budget spend more for a time.
 *
 * @param id unique; giving it again changes nothing
 * @param extra in units, on top of the cap
 * @param until from when on it does not count any more
 */
public record Approval(String id, String budget, BigDecimal extra, Instant until, String approver, String reason) {
    public Approval {
        Nanos.of(extra);
    }
}
