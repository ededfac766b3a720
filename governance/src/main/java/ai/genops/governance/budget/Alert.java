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
public record Alert(String budget, int percent, Instant period, BigDecimal spent, BigDecimal cap) {}
