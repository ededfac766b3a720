package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.spl.Cursor;
import java.util.List;
import java.util.Objects;

/// `| mstats avg(cpu.usage) max(mem.used) where index=metrics by host span=1m`, or
/// `| mstats avg(_value) where metric_name="cpu.*" by metric_name`: statistics of metric points, of those that have a
/// value. With `prestats=true` the points themselves go on, with a field for each metric that is named. Splunk, Search
/// Reference, `mstats`.
record Mstats(
        List<Aggregation> aggregations,
        MetricPoints from,
        List<String> by,
        MetricSpan span,
        Tstats.Options options,
        int at)
        implements Command.Source, Command.Step {

    static Mstats read(Cursor in) {
        return MetricsReader.read(
                in,
                "mstats",
                "append",
                "prestats",
                "fillnull_value",
                "span",
                "every",
                "chart",
                "backfill",
                "update_period",
                "chunk_size");
    }

    @Override
    public Relation open(Planning planning) {
        Metrics written = Metrics.of(aggregations, planning);
        if (written.areValues() && !from.namesMetrics() && !by.contains(MetricPoints.NAME)) {
            planning.generous(at, "`_value` is that of all metrics together", "Write where metric_name=...");
        }
        boolean percentiles = !options.prestats() && HistogramPercentiles.are(written.aggregations());
        Relation points = valued(span.sampled(from.open(percentiles || written.mayBeSeries(from), planning), planning));
        if (percentiles && HistogramPercentiles.areOfBuckets(written, points, planning)) {
            var ofBuckets = new HistogramPercentiles(written.aggregations());
            Relation buckets = new Metrics(ofBuckets.buckets()).only(points);
            return ofBuckets.of(grouping(buckets, planning), planning);
        }
        Metrics metrics = written.expanded(points, planning);
        Relation counted = metrics.only(points);
        if (options.prestats()) {
            Relation events = counted.with(counted.schema().without(HistogramPoints.OWN::equals));
            return metrics.asFields(Tstats.complete(events, by, options.fill(), planning), planning);
        }
        Grouping grouping = grouping(counted, planning);
        grouping.dropIncomplete();
        metrics.add(grouping, planning);
        return grouping.grouped("mstats");
    }

    private Grouping grouping(Relation points, Planning planning) {
        var grouping = new Grouping(points, planning);
        if (span.cuts()) {
            grouping.by("_time", span.bin(points, planning));
        }
        by.forEach(field -> group(grouping, field, planning));
        return grouping;
    }

    private static Relation valued(Relation points) {
        return points.filter(
                Conditions.present(Objects.requireNonNull(points.schema().find(MetricPoints.VALUE))));
    }

    private void group(Grouping grouping, String field, Planning planning) {
        if (options.fill() == null) {
            grouping.by(field);
        } else {
            Expr value = planning.field(field, grouping.rows().schema());
            grouping.by(field, Joins.either(Coerce.text(value), new Text(options.fill())));
        }
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        if (!options.append()) {
            throw planning.error(
                    at, "`mstats` can only begin a query", "To add its rows write: mstats append=true ...");
        }
        return Unions.inSequence(List.of(input, open(planning)), "mstats", planning);
    }
}
