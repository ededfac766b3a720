package ai.genops.search.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the lake holds when a search starts: each dataset (index) with the names of its attributes.
public record Catalog(Map<String, Set<String>> datasets) {

    public Set<String> attributes(List<String> of) {
        var names = new java.util.TreeSet<String>();
        of.forEach(dataset -> names.addAll(datasets.getOrDefault(dataset, Set.of())));
        return names;
    }
}
