package ai.genops.destination.metrics;

import java.math.BigDecimal;

/// One value of a series.
public record Sample(Series series, BigDecimal value) {}
