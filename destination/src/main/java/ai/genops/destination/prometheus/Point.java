package ai.genops.destination.prometheus;

import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Series;
import java.math.BigDecimal;

/// A series' value at a time, in milliseconds since 1970.
record Point(Series series, Metric metric, BigDecimal value, long millis) {}
