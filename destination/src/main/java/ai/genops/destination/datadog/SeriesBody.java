package ai.genops.destination.datadog;

import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Series;
import ai.genops.event.JsonBuffer;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/// Series as the body of `POST /api/v2/series`.
///
/// @param second the points' time
/// @param intervalSeconds the time that counts and rates stand for
record SeriesBody(Map<Series, BigDecimal> values, Function<Series, Metric> metrics, long second, long intervalSeconds) {
    /// Datadog's names of units that people write otherwise.
    private static final Map<String, String> UNITS =
            Map.of("usd", "dollar", "eur", "euro", "gbp", "pound", "jpy", "yen");

    byte[] of(List<Series> some) {
        var out = new JsonBuffer(200 * some.size());
        out.ascii("{\"series\":[");
        for (int i = 0; i < some.size(); i++) {
            (i > 0 ? out.raw(',') : out).ascii("{\"metric\":").text(some.get(i).metric());
            rest(some.get(i), metrics.apply(some.get(i)), out);
        }
        return out.ascii("]}").toBytes();
    }

    private void rest(Series series, Metric metric, JsonBuffer out) {
        int type = switch (metric.kind()) {
            case COUNT -> 1;
            case RATE -> 2;
            case GAUGE -> 3;
        };
        BigDecimal value = values.getOrDefault(series, BigDecimal.ZERO);
        if (metric.kind() == Metric.Kind.RATE) {
            value = value.divide(BigDecimal.valueOf(intervalSeconds), MathContext.DECIMAL64);
        }
        out.ascii(",\"type\":").number(type);
        if (metric.kind().addsUp()) {
            out.ascii(",\"interval\":").number(intervalSeconds);
        }
        out.ascii(",\"points\":[{\"timestamp\":")
                .number(second)
                .ascii(",\"value\":")
                .value(value);
        out.ascii("}],\"tags\":[");
        for (int i = 0; i < series.labelCount(); i++) {
            (i > 0 ? out.raw(',') : out).text(series.name(i) + ":" + series.value(i));
        }
        out.raw(']');
        if (!metric.unit().isEmpty()) {
            String unit = metric.unit().toLowerCase(Locale.ROOT);
            out.ascii(",\"unit\":").text(UNITS.getOrDefault(unit, unit));
        }
        out.raw('}');
    }
}
