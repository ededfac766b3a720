package ai.genops.search.plan;

import ai.genops.lake.DataFile;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the lake holds when a search starts: each dataset (index) with the names of its attributes, and the files of
/// rows that are no longer in its table.
public record Catalog(Map<String, Set<String>> datasets, List<DataFile> files) {
    /// Bounds of a query are compared in microseconds after rounding; a file at the edge is read.
    private static final Duration EDGE = Duration.ofMillis(1);

    public Set<String> attributes(List<String> of) {
        var names = new java.util.TreeSet<String>();
        of.forEach(dataset -> names.addAll(datasets.getOrDefault(dataset, Set.of())));
        return names;
    }

    /// The files of these datasets that may hold an event of this time.
    public List<DataFile> files(List<String> of, TimeRange range) {
        var wanted = Set.copyOf(of);
        return files.stream()
                .filter(file -> wanted.contains(file.dataset()) && mayHold(file, range))
                .toList();
    }

    private static boolean mayHold(DataFile file, TimeRange range) {
        return (range.earliest() == null || !file.last().plus(EDGE).isBefore(range.earliest()))
                && (range.latest() == null || file.first().minus(EDGE).isBefore(range.latest()));
    }
}
