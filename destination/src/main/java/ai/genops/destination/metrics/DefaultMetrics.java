package ai.genops.destination.metrics;

import ai.genops.destination.metrics.Metric.Kind;
import ai.genops.pipeline.config.Location;
import java.util.Arrays;
import java.util.List;

/// What a destination sends whose block maps no metrics: of each route those metrics and labels whose fields its
/// pipeline sets, by the names that the shipped pipelines use. The table is in the vendors' pages of the manual.
///
/// Fields decide, not attributes: a span that passes three pipelines on the way to one destination has its cost
/// attribute in all of them, and would count three times. Only a route of events as received reads attributes.
final class DefaultMetrics {
    private static final String[] OWNER = {"team", "project", "environment"};

    private DefaultMetrics() {}

    static List<Mapping> all(Naming naming, Location at) {
        String[] model = with("cost_provider", "cost_model");
        String[] cost = with("cost_provider", "cost_model", "cost_currency");
        String[] policy = with("policy_name", "policy_result");
        String[] budget = with("budget_name");
        var make = new Maker(naming, at);
        return List.of(
                make.of("cost.total", Kind.COUNT, "", "cost_total", "genops.cost.total", cost),
                make.each("cost.operations", "cost_total", "genops.cost.total", cost),
                make.of("tokens.input", Kind.COUNT, "", "tokens_input", "genops.tokens.input", model),
                make.of("tokens.output", Kind.COUNT, "", "tokens_output", "genops.tokens.output", model),
                make.of("tokens.total", Kind.COUNT, "", "tokens_total", "genops.tokens.total", model),
                make.each("policy.evaluations", "policy_result", "genops.policy.result", policy),
                make.of("budget.limit", Kind.GAUGE, "", "budget_limit", "genops.budget.allocated", budget),
                make.of("budget.used", Kind.GAUGE, "", "budget_used", "genops.budget.consumed", budget),
                make.of(
                        "budget.utilization",
                        Kind.GAUGE,
                        "percent",
                        "actual_utilization",
                        "genops.budget.utilization_percent",
                        budget));
    }

    private static String[] with(String... more) {
        String[] all = Arrays.copyOf(OWNER, OWNER.length + more.length);
        System.arraycopy(more, 0, all, OWNER.length, more.length);
        return all;
    }

    private record Maker(Naming naming, Location at) {
        Mapping of(String name, Kind kind, String unit, String field, String attribute, String... labels) {
            return make(name, kind, unit, field, attribute(attribute), labels);
        }

        /// 1 for each event that has it.
        Mapping each(String name, String field, String attribute, String... labels) {
            String once = " != null ? 1 : undefined";
            return make(name, Kind.COUNT, "", field + once, attribute(attribute) + once, labels);
        }

        private Mapping make(String name, Kind kind, String unit, String value, String received, String... labels) {
            Metric metric = new Metric(naming.metric("genops." + name, kind), kind, unit);
            return new Mapping(
                    metric, value, at, Arrays.stream(labels).map(this::label).toList(), received);
        }

        /// `cost_model` becomes the label `model`, of the field or the attribute `genops.cost.model`.
        private Tag label(String field) {
            int underscore = field.indexOf('_');
            String group = underscore < 0 ? "" : field.substring(0, underscore);
            String name = group.equals("cost") ? field.substring(underscore + 1) : field;
            return new Tag(naming.label(name), "${" + field + "}", at, attribute("genops." + field.replace('_', '.')));
        }

        private static String attribute(String name) {
            return "attributes['" + name + "']";
        }
    }
}
