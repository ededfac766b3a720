package ai.genops.search.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the lake holds when a search starts, as far as whoever searches may see it: each dataset (index) with the names
/// of its attributes. Everything that reads the lake asks here which datasets there are.
public record Catalog(Map<String, Set<String>> datasets, Rights rights) {

    /// Takes out what may not be seen.
    public Catalog {
        var readable = new TreeMap<String, Set<String>>();
        datasets.forEach((dataset, attributes) -> {
            if (rights.datasets().test(dataset)) {
                var seen = new TreeSet<>(attributes);
                seen.removeIf(name -> !rights.sees(name));
                readable.put(dataset, seen);
            }
        });
        datasets = readable;
    }

    public Set<String> attributes(List<String> of) {
        var names = new TreeSet<String>();
        of.forEach(dataset -> names.addAll(datasets.getOrDefault(dataset, Set.of())));
        return names;
    }
}
