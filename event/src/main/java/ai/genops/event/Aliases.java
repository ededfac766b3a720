package ai.genops.event;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Names that mean the same attribute: the canonical one first, then those that older clients and other
/// conventions (OpenTelemetry's `gen_ai.*`) use for it. Every one of them is accepted wherever an attribute is read.
public final class Aliases {
    /// Each line: the canonical name and its aliases, in the order they are tried.
    private static final List<List<String>> SAME = List.of(
            List.of("genops.cost.total", "genops.cost.amount", "cost.amount"),
            List.of("genops.cost.provider", "genops.provider", "gen_ai.provider.name", "gen_ai.system"),
            List.of("genops.cost.model", "genops.model", "gen_ai.response.model", "gen_ai.request.model"),
            List.of("genops.cost.currency", "genops.currency"),
            List.of(
                    "genops.tokens.input",
                    "genops.input_tokens",
                    "input_tokens",
                    "gen_ai.usage.input_tokens",
                    "gen_ai.usage.prompt_tokens",
                    "llm.token_count.prompt"),
            List.of(
                    "genops.tokens.output",
                    "genops.output_tokens",
                    "output_tokens",
                    "gen_ai.usage.output_tokens",
                    "gen_ai.usage.completion_tokens",
                    "llm.token_count.completion"),
            List.of(
                    "genops.tokens.total",
                    "genops.total_tokens",
                    "total_tokens",
                    "gen_ai.usage.total_tokens",
                    "llm.token_count.total"),
            List.of("genops.customer_id", "genops.customer"),
            List.of("genops.user_id", "genops.user.id"),
            List.of("genops.session_id", "genops.session.id"),
            List.of("genops.environment", "deployment.environment.name", "deployment.environment"),
            List.of("genops.operation.name", "genops.operation_name"),
            List.of("genops.policy.metadata.confidence", "genops.policy.confidence"),
            List.of("genops.policy.metadata.severity", "genops.policy.severity"),
            List.of("genops.eval.metric", "genops.eval.metric_name", "eval.metric_name"),
            List.of("genops.budget.allocated", "genops.budget.limit"),
            List.of("genops.budget.consumed", "genops.budget.used"),
            List.of("genops.budget.utilization_percent", "genops.budget.utilization"),
            List.of(
                    "genops.data.classification",
                    "genops.data_classification",
                    "genops.compliance.data_classification"));

    private Aliases() {}

    /// Every attribute that has more than one name: its names, the canonical one first.
    public static List<List<String>> groups() {
        return SAME;
    }

    /// The name itself, then every other name for the same attribute.
    public static List<String> allNamesOf(String name) {
        Set<String> names = new LinkedHashSet<>();
        names.add(name);
        SAME.stream().filter(group -> group.contains(name)).forEach(names::addAll);
        return new ArrayList<>(names);
    }
}
