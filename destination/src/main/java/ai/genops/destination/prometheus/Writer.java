package ai.genops.destination.prometheus;

import ai.genops.destination.delivery.Outcome;
import ai.genops.destination.delivery.Request;
import ai.genops.destination.metrics.Fold;
import ai.genops.destination.metrics.Metric;
import ai.genops.destination.metrics.Parts;
import ai.genops.destination.metrics.Readings;
import ai.genops.destination.metrics.Series;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A destination at work: counts each request once, then tells the other side where its counters stand. One thread.
///
/// A counter that is new is first told to be 0, in a request before, so that `increase()` sees its first amount.
/// Each attempt has a time of its own, later than all before: a total may be told twice, an old time is refused.
final class Writer implements AutoCloseable {
    /// A series of which nothing is heard for five minutes vanishes from Prometheus's queries.
    private static final long KEEP_ALIVE_MILLIS = 60_000;

    private final Totals totals;
    private final RemoteWriteClient client;
    private final Map<String, Metric> metrics;
    private final int requestPoints;
    private final InstantSource clock;
    private final Map<Series, Long> told = new HashMap<>();
    private String planned = "";
    private @Nullable Readings readings;
    private long lastMillis;

    Writer(
            Totals totals,
            RemoteWriteClient client,
            Map<String, Metric> metrics,
            int requestPoints,
            InstantSource clock) {
        this.totals = totals;
        this.client = client;
        this.metrics = metrics;
        this.requestPoints = requestPoints;
        this.clock = clock;
        lastMillis = totals.lastMillis();
    }

    Outcome send(Request request) throws IOException, InterruptedException {
        Readings counted = count(request);
        Outcome.Failed failed = tellFresh();
        if (failed != null) {
            return failed;
        }
        var parts = new Parts<Point>(client::send);
        List<Point> points = points(counted);
        failed = send(points, parts);
        if (failed != null) {
            return failed;
        }
        points.forEach(point -> told.put(point.series(), point.millis()));
        Map<Series, String> reasons = new HashMap<>();
        parts.refused().forEach((point, reason) -> reasons.put(point.series(), reason));
        counted.refuse(reasons);
        return counted.outcome();
    }

    private Readings count(Request request) throws IOException {
        if (readings == null || !planned.equals(request.id())) {
            Readings fresh = Readings.of(request);
            totals.add(fresh, request.firstOffset(), request.nextOffset(), nextMillis());
            readings = fresh;
            planned = request.id();
        }
        return readings;
    }

    private Outcome.@Nullable Failed tellFresh() throws IOException, InterruptedException {
        if (totals.fresh().isEmpty()) {
            return null;
        }
        List<Point> zeros = totals.fresh().stream()
                .filter(series -> metrics.containsKey(series.metric()))
                .map(series -> point(series, BigDecimal.ZERO, totals.freshMillis()))
                .toList();
        Outcome.Failed failed = send(zeros, new Parts<>(client::send));
        if (failed == null) {
            totals.told();
        }
        return failed;
    }

    /// Counters touched by the request, those nothing was told of for a while, and gauges.
    private List<Point> points(Readings counted) {
        var touched = new Fold(metrics);
        for (int i = 0; i < counted.size(); i++) {
            if (counted.counts(i)) {
                touched.add(counted.get(i));
            }
        }
        long millis = nextMillis();
        List<Point> points = new ArrayList<>();
        touched.values().forEach((series, value) -> {
            boolean counter = touched.metric(series).kind().addsUp();
            points.add(point(series, counter ? totals.total(series) : value, millis));
        });
        for (Series series : totals.all()) {
            boolean idle = millis - told.getOrDefault(series, 0L) >= KEEP_ALIVE_MILLIS;
            if (idle
                    && metrics.containsKey(series.metric())
                    && !touched.values().containsKey(series)) {
                points.add(point(series, totals.total(series), millis));
            }
        }
        return points;
    }

    private Outcome.@Nullable Failed send(List<Point> points, Parts<Point> parts)
            throws IOException, InterruptedException {
        for (int from = 0; from < points.size(); from += requestPoints) {
            Outcome.Failed failed = parts.send(points.subList(from, Math.min(points.size(), from + requestPoints)));
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    private Point point(Series series, BigDecimal value, long millis) {
        Metric metric = metrics.get(series.metric());
        if (metric == null) {
            throw new IllegalStateException("no metric " + series.metric());
        }
        return new Point(series, metric, value, millis);
    }

    /// Two apart, so that there is room for a 0 before a new counter's first total.
    private long nextMillis() {
        lastMillis = Math.max(clock.millis(), lastMillis + 2);
        return lastMillis;
    }

    @Override
    public void close() {
        client.close();
    }
}
