package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Events;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Schema;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Glob;
import java.util.Objects;

/// The metric points that a condition lets through. Beside their attributes, which are the dimensions, they have what
/// Splunk calls `metric_name` and `_value`; of a histogram or summary its series have.
record MetricPoints(Condition where) {
    static final String NAME = "metric_name";
    static final String VALUE = "_value";

    /// The points.
    ///
    /// @param series whether points of histograms are taken apart ([HistogramPoints])
    Relation open(boolean series, Planning planning) {
        var search = new Search(Subsearches.resolved(where, planning));
        Relation events = search.inTime(Indexes.choose(search.condition(), planning), planning);
        Relation points = points(events);
        Events columns = Objects.requireNonNull(events.schema().events());
        return search.apply(series ? HistogramPoints.expanded(points, columns, planning) : points, planning);
    }

    private static Relation points(Relation events) {
        Events columns = Objects.requireNonNull(events.schema().events());
        Expr name = Objects.requireNonNull(columns.texts().get("name"));
        Expr kind = Objects.requireNonNull(columns.texts().get("kind"));
        Expr value = Objects.requireNonNull(events.schema().find("value"));
        Schema schema = events.schema().with(NAME, name).with(VALUE, Coerce.number(value));
        return events.filter(call(Op.EQ, Type.BOOLEAN, kind, new Text("metric")))
                .with(schema);
    }

    /// Whether the condition lets points of histograms through.
    boolean mayMeanSeries() {
        return mayMeanSeries(where);
    }

    private static boolean mayMeanSeries(Condition condition) {
        return switch (condition) {
            case Condition.And(var parts) -> parts.stream().allMatch(MetricPoints::mayMeanSeries);
            case Condition.Compare compare ->
                !compare.field().equals(NAME)
                        || !compare.operator().equals("=")
                        || compare.values().stream().anyMatch(MetricPoints::mayBeSeries);
            case Condition.Or _,
                    Condition.Not _,
                    Condition.Subsearch _,
                    Condition.Term _,
                    Condition.TimeBound _,
                    Condition.All _ -> true;
        };
    }

    private static boolean mayBeSeries(Glob name) {
        return !name.isLiteral() || HistogramPoints.mayBeSeries(name.parts().getFirst());
    }

    /// Whether the condition says anything about which metrics are meant.
    boolean namesMetrics() {
        return names(where);
    }

    private static boolean names(Condition condition) {
        return switch (condition) {
            case Condition.And(var parts) -> parts.stream().anyMatch(MetricPoints::names);
            case Condition.Or(var parts) -> parts.stream().anyMatch(MetricPoints::names);
            case Condition.Not(var inner) -> names(inner);
            case Condition.Compare compare -> compare.field().equals(NAME);
            case Condition.Subsearch _ -> true;
            case Condition.Term _, Condition.TimeBound _, Condition.All _ -> false;
        };
    }
}
