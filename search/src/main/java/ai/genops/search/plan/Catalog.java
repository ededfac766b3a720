package ai.genops.search.plan;

import ai.genops.lake.ColumnKind;
import ai.genops.lake.DataFile;
import ai.genops.lake.FileColumn;
import ai.genops.lake.Holdings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// What the lake holds when a search starts, as far as whoever searches may see it: each dataset (index) with the names
/// of its attributes, and the files and young tables of rows that are not in its table. Everything that reads the
/// lake asks here which datasets there are.
///
/// @param settled datasets whose table may have rows
public record Catalog(Map<String, Set<String>> datasets, Set<String> settled, List<DataFile> files, Rights rights) {
    /// Bounds of a query are compared in microseconds after rounding; a file at the edge is read.
    private static final Duration EDGE = Duration.ofMillis(1);

    /// Takes out what may not be seen.
    public Catalog {
        var readable = new TreeMap<String, Set<String>>();
        datasets.forEach((dataset, attributes) -> {
            if (rights.datasets().test(dataset)) {
                readable.put(dataset, seen(attributes, rights));
            }
        });
        datasets = readable;
        files = files.stream()
                .filter(file -> rights.datasets().test(file.dataset()))
                .toList();
    }

    /// What a transaction sees, as far as somebody may.
    public static Catalog of(Holdings.Held held, Rights rights) {
        return new Catalog(held.attributes(), held.settled(), held.texts(), rights);
    }

    private static Set<String> seen(Set<String> attributes, Rights rights) {
        return attributes.stream().allMatch(rights::sees)
                ? attributes
                : attributes.stream().filter(rights::sees).collect(Collectors.toCollection(TreeSet::new));
    }

    public Set<String> attributes(List<String> of) {
        if (of.size() == 1) {
            return datasets.getOrDefault(of.getFirst(), Set.of());
        }
        var names = new TreeSet<String>();
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

    /// Whether files have columns for an attribute of these names, and every one of numbers. Rows without such a column
    /// may still hold a text.
    public boolean areNumbers(List<String> names) {
        return are(names, ColumnKind::isNumeric);
    }

    /// As [#areNumbers], of numbers that whole billionths say.
    public boolean areBillionths(List<String> names) {
        return are(names, ColumnKind::isBillionths);
    }

    private boolean are(List<String> names, Predicate<ColumnKind> as) {
        List<ColumnKind> kinds = files.stream()
                .flatMap(file -> names.stream().map(file.columns()::get))
                .filter(Objects::nonNull)
                .map(FileColumn::kind)
                .filter(kind -> kind != ColumnKind.NONE)
                .toList();
        return !kinds.isEmpty() && kinds.stream().allMatch(as);
    }

    private static boolean mayHold(DataFile file, TimeRange range) {
        return (range.earliest() == null || !file.last().plus(EDGE).isBefore(range.earliest()))
                && (range.latest() == null || file.first().minus(EDGE).isBefore(range.latest()));
    }
}
