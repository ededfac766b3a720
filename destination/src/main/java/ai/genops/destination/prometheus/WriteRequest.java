package ai.genops.destination.prometheus;

import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Points as the body of a request, before compression: `prometheus.WriteRequest` of remote write 1.0 or
/// `io.prometheus.write.v2.Request` of 2.0.
///
/// @param shared labels that every series has unless it has its own of that name
record WriteRequest(List<Point> points, Map<String, String> shared) {
    private static final int COUNTER = 1;
    private static final int GAUGE = 2;

    byte[] of(Protocol protocol) {
        return switch (protocol) {
            case V1 -> first();
            case V2 -> second();
        };
    }

    private byte[] first() {
        var request = new ProtoWriter();
        for (Point point : points) {
            var series = new ProtoWriter();
            labels(point.series())
                    .forEach((name, value) ->
                            series.message(1, new ProtoWriter().text(1, name).text(2, value)));
            request.message(1, series.message(2, sample(point)));
        }
        return request.toBytes();
    }

    private byte[] second() {
        Map<String, Integer> symbols = new LinkedHashMap<>();
        symbols.put("", 0);
        List<ProtoWriter> all = new ArrayList<>();
        for (Point point : points) {
            List<Integer> references = new ArrayList<>();
            labels(point.series()).forEach((name, value) -> {
                references.add(symbol(name, symbols));
                references.add(symbol(value, symbols));
            });
            Metric metric = point.metric();
            var metadata = new ProtoWriter()
                    .number(1, metric.kind().addsUp() ? COUNTER : GAUGE)
                    .number(4, symbol(metric.unit(), symbols));
            all.add(new ProtoWriter()
                    .packed(1, references)
                    .message(2, sample(point))
                    .message(5, metadata));
        }
        var request = new ProtoWriter();
        symbols.keySet().forEach(symbol -> request.text(4, symbol));
        all.forEach(series -> request.message(5, series));
        return request.toBytes();
    }

    private static int symbol(String text, Map<String, Integer> symbols) {
        return symbols.computeIfAbsent(text, _ -> symbols.size());
    }

    private static ProtoWriter sample(Point point) {
        return new ProtoWriter().real(1, point.value().doubleValue()).number(2, point.millis());
    }

    /// By ascending name, as both versions demand.
    private Map<String, String> labels(Series series) {
        var labels = new TreeMap<>(shared);
        for (int i = 0; i < series.labelCount(); i++) {
            labels.put(series.name(i), series.value(i));
        }
        labels.put("__name__", series.metric());
        return labels;
    }
}
