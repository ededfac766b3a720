package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.event.Nearest;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.plan.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/// What `mstats` computes: all of it of `_value`, or all of it of metrics by their names.
record Metrics(List<Aggregation> aggregations) {
    /// No result has more columns of metrics that a pattern stands for.
    static final int MAX_COLUMNS = 1_000;

    /// No pattern is compared with the names of more metrics.
    static final int MAX_NAMES = 10_000;

    /// @throws ai.genops.search.report.SearchException if one is no aggregate of a metric, or only some are of `_value`
    static Metrics of(List<Aggregation> written, Planning planning) {
        var metrics = new Metrics(
                written.stream().map(each -> ofMetric(each, planning)).toList());
        for (Aggregation each : metrics.aggregations) {
            if (isValue(each) != metrics.areValues()) {
                throw planning.error(
                        each.at(),
                        "`_value` and names of metrics cannot stand side by side",
                        "Name each metric: avg(cpu.usage) max(mem.used)");
            }
        }
        return metrics;
    }

    private static Aggregation ofMetric(Aggregation written, Planning planning) {
        Aggregates.check(written, planning);
        String function = written.function();
        if (written.value() != null) {
            throw planning.error(
                    written.at(),
                    "`mstats` computes of metrics, not of expressions",
                    "Write prestats=true, and behind it: stats %s(eval(...))".formatted(function));
        }
        if (written.field() != null) {
            return written;
        }
        if (!function.equals("count") && !function.equals("c")) {
            throw planning.error(
                    written.at(),
                    "`%s` needs a metric".formatted(function),
                    "Write %1$s(_value), or %1$s(NAME) with a metric's name.".formatted(function));
        }
        planning.generous(written.at(), "`%s` counts points".formatted(function), "Write count(_value).");
        return of(written, MetricPoints.VALUE);
    }

    /// The same, computed of another field.
    private static Aggregation of(Aggregation written, String field) {
        return new Aggregation(written.function(), field, null, written.name(), written.aliased(), written.at());
    }

    private static boolean isValue(Aggregation aggregation) {
        return MetricPoints.VALUE.equals(aggregation.field());
    }

    /// Whether they are computed of `_value`, of whatever metrics.
    boolean areValues() {
        return isValue(aggregations.getFirst());
    }

    /// With the metrics there are in place of patterns; of a pattern that stands for none the pattern remains.
    Metrics expanded(Relation points, Planning planning) {
        if (names().stream().noneMatch(Metrics::isPattern)) {
            return this;
        }
        List<String> known = known(points, planning);
        var all = new ArrayList<Aggregation>();
        for (Aggregation each : aggregations) {
            String pattern = Objects.requireNonNull(each.field());
            List<String> matching =
                    known.stream().filter(new Wildcard(pattern)::matches).toList();
            if (matching.isEmpty()) {
                String nearest = Nearest.to(pattern, known);
                planning.info("no metric searched here has a name like `%s`%s"
                        .formatted(pattern, nearest == null ? "" : "; did you mean `" + nearest + "`?"));
            }
            all.addAll(matching.isEmpty() ? List.of(each) : each.expand(matching));
            if (all.size() > MAX_COLUMNS) {
                throw planning.error(
                        each.at(),
                        "`%s` stands for too many metrics: more than %,d columns".formatted(pattern, MAX_COLUMNS),
                        "Write avg(_value) ... by metric_name, which gives a row for each.");
            }
        }
        return new Metrics(List.copyOf(all));
    }

    private static boolean isPattern(String name) {
        return name.indexOf('*') >= 0;
    }

    /// The names of the metrics that have points here, in their order.
    List<String> known(Relation points, Planning planning) {
        var grouping = new Grouping(points, planning);
        grouping.by(MetricPoints.NAME);
        grouping.dropIncomplete();
        Relation names = grouping.grouped("mstats");
        Expr name = Objects.requireNonNull(names.schema().find(MetricPoints.NAME));
        var found = planning.probe().rows(names.plan(), List.of(name), names.order(), MAX_NAMES + 1);
        if (found.size() > MAX_NAMES) {
            throw planning.error(
                    aggregations.getFirst().at(),
                    "more than %,d metrics are here, too many for a name with `*`".formatted(MAX_NAMES),
                    "Say which with where metric_name=..., and take _value by metric_name.");
        }
        return found.stream().map(row -> String.valueOf(row.getFirst())).toList();
    }

    /// The names they are computed of, none of them twice.
    List<String> names() {
        return aggregations.stream()
                .map(each -> Objects.requireNonNull(each.field()))
                .distinct()
                .toList();
    }

    /// Whether points of histograms may be meant.
    boolean mayBeSeries(MetricPoints from) {
        return areValues() ? from.mayMeanSeries() : names().stream().anyMatch(HistogramPoints::mayBeSeries);
    }

    /// The points that one of them is computed of.
    Relation only(Relation points) {
        return areValues()
                ? points
                : points.filter(Conditions.or(
                        names().stream().map(name -> is(name, points.schema())).toList()));
    }

    /// A field for each metric that is named, with the values of its points.
    Relation asFields(Relation points, Planning planning) {
        Relation rows = points;
        if (!areValues()) {
            Expr value = Objects.requireNonNull(points.schema().find(MetricPoints.VALUE));
            for (String name : names()) {
                Expr own = ownOf(name, points.schema()).apply(value);
                rows = rows.define(name, planning.column(own.type()), own);
            }
        }
        return rows;
    }

    void add(Grouping grouping, Planning planning) {
        Schema schema = grouping.rows().schema();
        Column number = null;
        if (aggregations.stream().anyMatch(each -> Aggregates.needsOrder(each, schema))) {
            number = planning.column(Type.NUMBER);
            grouping.number(number);
        }
        boolean alone = names().size() == 1;
        for (Aggregation each : aggregations) {
            String name = Objects.requireNonNull(each.field());
            UnaryOperator<Expr> change = alone ? UnaryOperator.identity() : ownOf(name, schema);
            grouping.add(of(each, MetricPoints.VALUE), each.name(), change, number);
        }
    }

    /// The values of one metric's points; those of others are missing.
    private static UnaryOperator<Expr> ownOf(String name, Schema schema) {
        return value -> call(Op.IF, value.type(), is(name, schema), value, new Null(value.type()));
    }

    private static Expr is(String name, Schema schema) {
        Expr named = Objects.requireNonNull(schema.find(MetricPoints.NAME));
        return call(Op.EQ, Type.BOOLEAN, named, new Text(name));
    }
}
