package ai.genops.destination.metrics;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;

/// One value per series out of those of many events: the sum of what adds up, of the rest the latest by the events'
/// own times, and of two at the same time the later in the log. The same events in the same order give the same.
public final class Fold {
    private final Map<String, Metric> metrics;
    private final Map<Series, BigDecimal> values = new LinkedHashMap<>();
    private final Map<Series, Long> times = new LinkedHashMap<>();

    public Fold(Map<String, Metric> metrics) {
        this.metrics = metrics;
    }

    public void add(Reading reading) {
        for (Sample sample : reading.samples()) {
            Series series = sample.series();
            if (metric(series).kind().addsUp()) {
                values.merge(series, sample.value(), BigDecimal::add);
            } else if (reading.timeMillis() >= times.getOrDefault(series, Long.MIN_VALUE)) {
                times.put(series, reading.timeMillis());
                values.put(series, sample.value());
            }
        }
    }

    /// In the order in which the series first came.
    public Map<Series, BigDecimal> values() {
        return values;
    }

    public Metric metric(Series series) {
        Metric metric = metrics.get(series.metric());
        if (metric == null) {
            throw new IllegalStateException("no metric " + series.metric());
        }
        return metric;
    }
}
