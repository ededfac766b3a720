package ai.genops.search.plan;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Attributes that have more than one name. A search may use any of them and finds events that carry any of
/// them; of several on one event, the canonical one, which stands first here, wins.
public final class Aliases {
    /// The framework of an operation and that of a policy on it. A search for one finds the other; pipelines tell them
    /// apart.
    private static final List<String> FRAMEWORKS =
            List.of("genops.compliance.framework", "genops.policy.metadata.compliance_framework");

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
        ai.genops.event.Aliases.groups().forEach(group -> group.forEach(name -> names.put(name, group)));
        FRAMEWORKS.forEach(name -> names.put(name, FRAMEWORKS));
        return Map.copyOf(names);
    }
}
