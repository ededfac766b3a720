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
import java.util.Objects;

/// The metric points that a condition lets through. Beside their attributes, which are the dimensions, they have what
/// Splunk calls `metric_name` and `_value`; a point of a histogram or summary has no `_value`.
record MetricPoints(Condition where) {
    static final String NAME = "metric_name";
    static final String VALUE = "_value";

    Relation open(Planning planning) {
        var search = new Search(Subsearches.resolved(where, planning));
        Relation events = search.inTime(Indexes.choose(search.condition(), planning), planning);
        return search.apply(points(events), planning);
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
