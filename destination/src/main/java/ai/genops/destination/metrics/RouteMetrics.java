package ai.genops.destination.metrics;

import ai.genops.destination.delivery.Encoder;
import ai.genops.destination.delivery.Redaction;
import ai.genops.destination.metrics.MetricEncoder.Compiled;
import ai.genops.destination.metrics.MetricEncoder.CompiledTag;
import ai.genops.expression.ExpressionException;
import ai.genops.expression.Problem;
import ai.genops.expression.Template;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Compiles a destination's mappings with the names of one route.
final class RouteMetrics {
    private final Route route;
    private final Problems problems;
    private final Secrets secrets;
    private final Redaction redaction;

    RouteMetrics(Route route, Problems problems, Secrets secrets, Redaction redaction) {
        this.route = route;
        this.problems = problems;
        this.secrets = secrets;
        this.redaction = redaction;
    }

    Encoder encoder(List<Mapping> mappings, Naming naming) {
        List<Compiled> compiled = new ArrayList<>();
        for (Mapping mapping : mappings) {
            FieldValue value = value(mapping);
            if (value != null) {
                compiled.add(new Compiled(mapping.metric(), value, tags(mapping)));
            }
        }
        boolean defaults = !mappings.isEmpty() && mappings.getFirst().isDefault();
        if (compiled.isEmpty() && defaults) {
            route.options()
                    .problems()
                    .note(
                            route.options().at(),
                            "route `" + route.name() + "` feeds no metric: its pipeline sets none of the fields that"
                                    + " the default metrics are made of",
                            "Set one of them (`cost_total`, `tokens_total`, `policy_result`, `budget_used`, ...), or"
                                    + " map metrics of your own in the destination's `metrics`.");
        }
        return new MetricEncoder(compiled, naming);
    }

    private @Nullable FieldValue value(Mapping mapping) {
        if (!mapping.isDefault()) {
            return orTell(mapping.at(), "value", () -> FieldValue.compile(mapping.value(), route.scope()));
        }
        return orNothing(route.pipeline().isEmpty() ? mapping.asReceived() : mapping.value());
    }

    private List<CompiledTag> tags(Mapping mapping) {
        List<CompiledTag> tags = new ArrayList<>();
        for (Tag tag : mapping.tags()) {
            MetricEncoder.TagValue value = mapping.isDefault() ? given(tag) : template(tag);
            if (value != null) {
                tags.add(new CompiledTag(tag.name(), value));
            }
        }
        return tags;
    }

    private MetricEncoder.@Nullable TagValue template(Tag tag) {
        Template template =
                orTell(tag.at(), "tags", () -> Template.compileText(tag.value(), route.scope(), this::setting));
        return template == null ? null : template::textIfComplete;
    }

    /// A default tag: the field, else the attribute.
    private MetricEncoder.@Nullable TagValue given(Tag tag) {
        try {
            return Template.compileText(tag.value(), route.scope(), this::setting)::textIfComplete;
        } catch (ExpressionException e) {
            String attribute = "${" + tag.whenMissing() + "}";
            return Template.compileText(attribute, route.scope(), this::setting)::textIfComplete;
        }
    }

    private @Nullable FieldValue orNothing(String source) {
        try {
            return FieldValue.compile(source, route.scope());
        } catch (ExpressionException e) {
            return null;
        }
    }

    private <T> @Nullable T orTell(Location at, String key, Supplier<T> compile) {
        try {
            return compile.get();
        } catch (ExpressionException e) {
            for (Problem problem : e.problems()) {
                problems.error(at.within(problem.line(), problem.column()), "`" + key + "`: " + problem.message(), "");
            }
            return null;
        }
    }

    private @Nullable String setting(String name) {
        String value = secrets.variable(name);
        if (value != null) {
            redaction.add(value);
        }
        return value;
    }
}
