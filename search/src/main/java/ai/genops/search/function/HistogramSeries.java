package ai.genops.search.function;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The series that a point of a histogram or summary is in Splunk, as Splunk's exporter for OpenTelemetry names them:
/// `_count`, `_sum`,
/// `_min`, `_max`, and for each bucket `_bucket` with the bound `le` and how many values are not above it.
///
/// A series is a text of four parts with [#BETWEEN] between them: what is behind the metric's name, `le`,
/// the value, and of a bucket how many values are in it.
public final class HistogramSeries {
    public static final String BETWEEN = "\t";
    /// Buckets beyond these are one with the last.
    private static final int MOST = 10_000;

    private final List<Object> series = new ArrayList<>();
    private BigDecimal below = BigDecimal.ZERO;

    private HistogramSeries() {}

    /// The series of a point.
    ///
    /// @param json a point's attributes: `count`, `sum`, `buckets` and `bounds`, or `scale`, `positive` and so on
    /// @return a JSON array of texts; empty if the text is no point
    static String of(String json) {
        var found = new HistogramSeries();
        if (JsonReader.read(json) instanceof Map<?, ?> point) {
            for (String name : List.of("count", "sum", "min", "max")) {
                if (point.get(name) instanceof BigDecimal number) {
                    found.series.add("_" + name + BETWEEN + BETWEEN + number.toPlainString() + BETWEEN);
                }
            }
            if (point.get("buckets") instanceof List<?> counts) {
                found.explicit(counts, point.get("bounds"));
            } else if (point.get("scale") instanceof BigDecimal scale) {
                found.exponential(point, scale.intValue());
            }
        }
        return JsonReader.write(found.series);
    }

    private void explicit(List<?> counts, @Nullable Object bounds) {
        List<?> upTo = bounds instanceof List<?> list ? list : List.of();
        for (int i = 0; i < Math.min(counts.size(), MOST); i++) {
            bucket(i < upTo.size() ? text(upTo.get(i)) : "+Inf", counts.get(i));
        }
    }

    /// A bucket of index `i` holds what is above `base^i`, up to `base^(i+1)`, with `base = 2^(2^-scale)`
    /// (OpenTelemetry, Metrics Data Model, "ExponentialHistogram"); of negative values the same without the
    /// sign.
    private void exponential(Map<?, ?> point, int scale) {
        double base = Math.pow(2, Math.pow(2, -scale));
        List<?> negative = counts(point.get("negative"));
        double first = offset(point.get("negative"));
        if (!negative.isEmpty()) {
            bucket(text(-Math.pow(base, first + negative.size())), BigDecimal.ZERO);
        }
        for (int i = Math.min(negative.size(), MOST) - 1; i >= 0; i--) {
            bucket(text(-Math.pow(base, first + i)), negative.get(i));
        }
        Object zero = point.get("zero_count");
        if (zero instanceof BigDecimal number && number.signum() > 0) {
            Object threshold = point.get("zero_threshold");
            bucket(threshold instanceof BigDecimal bound ? text(bound) : "0", number);
        }
        List<?> positive = counts(point.get("positive"));
        double start = offset(point.get("positive"));
        if (!positive.isEmpty()) {
            bucket(text(Math.pow(base, start)), BigDecimal.ZERO);
        }
        for (int i = 0; i < Math.min(positive.size(), MOST); i++) {
            bucket(text(Math.pow(base, start + i + 1)), positive.get(i));
        }
        bucket("+Inf", BigDecimal.ZERO);
    }

    private static List<?> counts(@Nullable Object buckets) {
        return buckets instanceof Map<?, ?> map && map.get("buckets") instanceof List<?> counts ? counts : List.of();
    }

    private static double offset(@Nullable Object buckets) {
        return buckets instanceof Map<?, ?> map && map.get("offset") instanceof BigDecimal offset
                ? offset.doubleValue()
                : 0;
    }

    private void bucket(String le, @Nullable Object count) {
        BigDecimal own = count instanceof BigDecimal number ? number : BigDecimal.ZERO;
        below = below.add(own);
        series.add("_bucket" + BETWEEN + le + BETWEEN + below.toPlainString() + BETWEEN + own.toPlainString());
    }

    private static String text(@Nullable Object bound) {
        return bound instanceof BigDecimal number
                ? number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()
                : String.valueOf(bound);
    }

    /// Bounds of points of the same scale are the same texts.
    private static String text(double bound) {
        return Double.isFinite(bound)
                ? text(new BigDecimal(bound).round(new java.math.MathContext(12)))
                : bound > 0 ? "+Inf" : "-Inf";
    }
}
