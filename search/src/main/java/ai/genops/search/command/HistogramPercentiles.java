package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `perc95(http.duration)` of histograms: of each group their buckets are put together, and within the one
/// that holds the value that many are below of, its place is taken to be where it would be if all were
/// evenly spread, as Prometheus's `histogram_quantile` does. What is in the last bucket, which has no
/// bound, is its lower bound.
///
/// @param aggregations percentiles, each of a metric's name
record HistogramPercentiles(List<Aggregation> aggregations) {
    private static final String LE = HistogramPoints.BOUND;
    private static final String BUCKET = "_bucket";
    private static final String SUM = "\u0001sum";

    /// Whether all of these are percentiles.
    static boolean are(List<Aggregation> aggregations) {
        return aggregations.stream()
                .allMatch(each -> !Double.isNaN(Aggregates.percent(each.function()))
                        && each.field() != null
                        && !each.field().equals(MetricPoints.VALUE)
                        && each.field().indexOf('*') < 0);
    }

    /// Whether they are of histograms, not of metrics that have values.
    static boolean areOfBuckets(Metrics metrics, Relation points, Planning planning) {
        List<String> known = metrics.known(points, planning);
        List<Aggregation> percentiles = metrics.aggregations();
        List<Aggregation> ofBuckets = percentiles.stream()
                .filter(each -> !known.contains(each.field()) && known.contains(bucket(each)))
                .toList();
        if (!ofBuckets.isEmpty() && ofBuckets.size() < percentiles.size()) {
            throw planning.error(
                    ofBuckets.getFirst().at(),
                    "percentiles of histograms stand by themselves",
                    "Write a second mstats, and put it under this one with append.");
        }
        return !ofBuckets.isEmpty();
    }

    /// The metrics whose buckets are wanted.
    List<Aggregation> buckets() {
        return aggregations.stream()
                .map(each -> new Aggregation("sum", bucket(each), null, each.name(), true, each.at()))
                .toList();
    }

    private static String bucket(Aggregation percentile) {
        return percentile.field() + BUCKET;
    }

    /// The percentiles of each group.
    ///
    /// @param grouped the points of the buckets, with the keys of the groups
    Relation of(Grouping grouped, Planning planning) {
        List<String> keys = List.copyOf(grouped.keys().keySet());
        grouped.by(MetricPoints.NAME);
        grouped.by(LE);
        grouped.dropIncomplete();
        grouped.aggregate(List.of(new Aggregation("sum", HistogramPoints.OWN, null, SUM, true, 0)));
        Grid grid = Rows.fetch(grouped.grouped("mstats"), "mstats", planning);
        SequencedMap<List<@Nullable List<String>>, Map<String, TreeMap<Double, Double>>> groups = new LinkedHashMap<>();
        for (Grid.Row row : grid.rows()) {
            List<@Nullable List<String>> key = keys.stream()
                    .map(name -> row.cells().get(grid.indexOf(name)))
                    .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
            String metric = text(row, grid, MetricPoints.NAME);
            double count = GridColumns.number(row.cells().get(grid.indexOf(SUM)));
            groups.computeIfAbsent(key, _ -> new LinkedHashMap<>())
                    .computeIfAbsent(metric, _ -> new TreeMap<>())
                    .merge(bound(text(row, grid, LE)), count, Double::sum);
        }
        return Rows.of(result(keys, grid, groups), "mstats", planning);
    }

    private static String text(Grid.Row row, Grid grid, String name) {
        return Objects.requireNonNull(row.cells().get(grid.indexOf(name))).getFirst();
    }

    private static double bound(String le) {
        return le.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(le);
    }

    private Grid result(
            List<String> keys,
            Grid grid,
            Map<List<@Nullable List<String>>, Map<String, TreeMap<Double, Double>>> groups) {
        var fields = new ArrayList<Grid.Field>();
        keys.forEach(key -> fields.add(grid.fields().get(grid.indexOf(key))));
        aggregations.forEach(each -> fields.add(new Grid.Field(each.name(), Type.NUMBER)));
        var rows = new ArrayList<Grid.Row>();
        groups.forEach((key, metrics) -> {
            var cells = new ArrayList<@Nullable List<String>>(key);
            for (Aggregation each : aggregations) {
                TreeMap<Double, Double> buckets = metrics.get(bucket(each));
                double value =
                        buckets == null ? Double.NaN : percentile(buckets, Aggregates.percent(each.function()) / 100);
                cells.add(Double.isFinite(value) ? List.of(ai.genops.search.plan.Coerce.textOf(value)) : null);
            }
            rows.add(new Grid.Row(cells));
        });
        return new Grid(List.copyOf(fields), rows);
    }

    /// @param buckets how many values are in each, by its upper bound
    private static double percentile(TreeMap<Double, Double> buckets, double share) {
        double total =
                buckets.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(total > 0)) {
            return Double.NaN;
        }
        double rank = share * total;
        double below = 0;
        double lower = Math.min(0, buckets.firstKey());
        for (Map.Entry<Double, Double> bucket : buckets.entrySet()) {
            double upper = bucket.getKey();
            double count = bucket.getValue();
            if (count > 0 && below + count >= rank) {
                return Double.isInfinite(upper) ? lower : lower + (upper - lower) * (rank - below) / count;
            }
            below += count;
            lower = Double.isInfinite(upper) ? lower : upper;
        }
        return lower;
    }
}
