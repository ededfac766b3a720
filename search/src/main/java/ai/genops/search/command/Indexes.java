package ai.genops.search.command;

import ai.genops.event.Nearest;
import ai.genops.search.plan.Planning;
import ai.genops.search.spl.Condition;
import ai.genops.search.spl.Glob;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Which datasets a search has to read. `*` leaves out those whose name begins with `_`, as in Splunk.
final class Indexes {
    /// Searched when a search names no index.
    static final String DEFAULT = "genops_ai";

    private Indexes() {}

    static List<String> choose(Condition condition, Planning planning) {
        var named = new ArrayList<Condition.Compare>();
        collect(condition, named);
        Set<String> datasets = planning.catalog().datasets().keySet();
        if (named.isEmpty()) {
            return datasets.stream().filter(DEFAULT::equals).toList();
        }
        for (Condition.Compare compare : named) {
            compare.values().forEach(value -> report(value, planning));
        }
        return datasets.stream()
                .filter(dataset -> mayHold(condition, dataset))
                .sorted()
                .toList();
    }

    static boolean matches(Glob pattern, String dataset) {
        return pattern.matches(dataset)
                && (!dataset.startsWith("_") || pattern.text().startsWith("_"));
    }

    /// Says so when a search asks for a dataset that is not there; it is no error, the dataset may come with
    /// its first event.
    static void report(Glob value, Planning planning) {
        Set<String> datasets = planning.catalog().datasets().keySet();
        if (datasets.stream().noneMatch(dataset -> matches(value, dataset))) {
            String nearest = Nearest.to(value.text(), datasets);
            planning.warn("there is no index `%s`%s"
                    .formatted(
                            value.text(),
                            nearest == null
                                    ? "; there are: " + String.join(", ", datasets)
                                    : "; did you mean `" + nearest + "`?"));
        }
    }

    private static void collect(Condition condition, List<Condition.Compare> named) {
        switch (condition) {
            case Condition.And(var parts) -> parts.forEach(part -> collect(part, named));
            case Condition.Or(var parts) -> parts.forEach(part -> collect(part, named));
            case Condition.Not(var inner) -> {}
            case Condition.Compare compare when compare.field().equals("index") -> named.add(compare);
            case Condition.Compare _,
                    Condition.Term _,
                    Condition.TimeBound _,
                    Condition.Subsearch _,
                    Condition.All _ -> {}
        }
    }

    /// Whether the condition can hold for an event of this dataset, whatever else the event has.
    private static boolean mayHold(Condition condition, String dataset) {
        return switch (condition) {
            case Condition.And(var parts) -> parts.stream().allMatch(part -> mayHold(part, dataset));
            case Condition.Or(var parts) -> parts.stream().anyMatch(part -> mayHold(part, dataset));
            case Condition.Not(Condition.Compare compare) when isIndex(compare) -> !mayHold(compare, dataset);
            case Condition.Compare compare
            when isIndex(compare) ->
                compare.operator().equals("=") == compare.values().stream().anyMatch(value -> matches(value, dataset));
            case Condition.Not _,
                    Condition.Compare _,
                    Condition.Term _,
                    Condition.TimeBound _,
                    Condition.Subsearch _,
                    Condition.All _ -> true;
        };
    }

    private static boolean isIndex(Condition.Compare compare) {
        return compare.field().equals("index")
                && (compare.operator().equals("=") || compare.operator().equals("!="));
    }
}
