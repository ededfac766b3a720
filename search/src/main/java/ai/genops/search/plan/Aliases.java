package ai.genops.search.plan;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Attributes that have more than one name. A search may use any of them and finds events that carry any of
/// them; of several on one event, the canonical one, which stands first here, wins.
public final class Aliases {
    private static final List<List<String>> GROUPS = List.of(
            List.of("genops.cost.total", "cost.amount"),
            List.of("genops.cost.provider", "genops.provider", "gen_ai.provider.name", "gen_ai.system"),
            List.of("genops.cost.model", "genops.model", "gen_ai.response.model", "gen_ai.request.model"),
            List.of("genops.cost.currency", "genops.currency"),
            List.of(
                    "genops.tokens.input",
                    "input_tokens",
                    "gen_ai.usage.input_tokens",
                    "gen_ai.usage.prompt_tokens",
                    "llm.token_count.prompt"),
            List.of(
                    "genops.tokens.output",
                    "output_tokens",
                    "gen_ai.usage.output_tokens",
                    "gen_ai.usage.completion_tokens",
                    "llm.token_count.completion"),
            List.of("genops.tokens.total", "total_tokens", "gen_ai.usage.total_tokens", "llm.token_count.total"),
            List.of("genops.customer_id", "genops.customer"),
            List.of("genops.user_id", "genops.user.id"),
            List.of("genops.session_id", "genops.session.id"),
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
                    "genops.compliance.data_classification"),
            List.of("genops.compliance.framework", "genops.policy.metadata.compliance_framework"));

    /// `genops.eval.quality` and its like: the score of an evaluation whose metric has that name.
    static final String EVAL_PREFIX = "genops.eval.";

    static final Set<String> EVAL_METRICS =
            Set.of("quality", "safety", "privacy", "accuracy", "relevance", "toxicity", "latency", "cost");

    /// Lower case in the seeds, upper case in the specification's events: read as lower case.
    static final String POLICY_RESULT = "genops.policy.result";

    static final String DURATION = "genops.operation.duration_ms";

    private static final Map<String, List<String>> BY_NAME = byName();

    private Aliases() {}

    /// All names of an attribute, the canonical one first; the name alone when it has no other.
    public static List<String> of(String name) {
        return BY_NAME.getOrDefault(name, List.of(name));
    }

    public static String canonical(String name) {
        return of(name).getFirst();
    }

    /// The names, and the canonical ones of those that are only an alias.
    static Set<String> withCanonical(Iterable<String> names) {
        var all = new LinkedHashSet<String>();
        for (String name : names) {
            all.add(name);
            all.add(canonical(name));
        }
        return all;
    }

    private static Map<String, List<String>> byName() {
        var names = new HashMap<String, List<String>>();
        GROUPS.forEach(group -> group.forEach(name -> names.put(name, group)));
        return Map.copyOf(names);
    }
}
