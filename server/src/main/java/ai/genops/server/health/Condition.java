package ai.genops.server.health;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.expression.EvaluationException;
import ai.genops.expression.Expression;
import ai.genops.expression.ExpressionException;
import ai.genops.expression.Scope;
import ai.genops.expression.Type;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A question to the metrics, in the pipelines' expression language. One thread at a time.
final class Condition {
    private final String written;
    private final Location at;
    private final Set<Metric> metrics;
    private final @Nullable Expression expression;
    private final Fields fields;
    private final Event event = new Event();

    private Condition(
            String written, Location at, Set<Metric> metrics, @Nullable Expression expression, Fields fields) {
        this.written = written;
        this.at = at;
        this.metrics = metrics;
        this.expression = expression;
        this.fields = fields;
    }

    /// Tells everything that is wrong with it; `at` is where its text begins.
    static Condition read(String written, Location at, Problems problems) {
        ConditionText text = ConditionText.of(written, at, problems);
        Fields fields = new Fields();
        Scope scope = Scope.of(fields);
        for (Metric metric : Metric.values()) {
            scope.define(metric.label(), metric.unit() == Unit.STATE ? Type.TEXT : Type.NUMBER);
        }
        Expression expression = null;
        try {
            expression = text.namesKnown() ? Expression.compile(text.javaScript(), scope.filter()) : null;
        } catch (ExpressionException e) {
            for (var problem : e.problems()) {
                problems.error(at.within(problem.line(), problem.column()), problem.message(), "");
            }
        }
        problems.require(
                !text.metrics().isEmpty() || !text.namesKnown(),
                at,
                "the condition names no metric, so it is always the same",
                "Compare one, as in `buffer_utilization > 90%`.");
        return new Condition(written, at, text.metrics(), expression, fields);
    }

    String written() {
        return written;
    }

    /// Where it stands.
    String at() {
        return at.toString();
    }

    Set<Metric> metrics() {
        return metrics;
    }

    /// Whether it holds for a subject; null if a metric it names is not known.
    @Nullable
    Boolean test(Values values, String subject) {
        event.enter("", fields);
        for (Metric metric : metrics) {
            Object value = values.find(metric, subject);
            if (value == null) {
                return null;
            }
            event.field(fields.find(metric.label()), value);
        }
        try {
            return expression == null ? null : expression.test(event);
        } catch (EvaluationException e) {
            return null;
        }
    }

    /// Its metrics with their values: `buffer_utilization = 93.1 %`.
    String shown(Values values, String subject) {
        StringJoiner shown = new StringJoiner(", ");
        for (Metric metric : List.copyOf(metrics)) {
            Object value = values.find(metric, subject);
            shown.add(metric.label() + " = "
                    + (value == null ? "unknown" : metric.unit().shown(value)));
        }
        return shown.toString();
    }
}
