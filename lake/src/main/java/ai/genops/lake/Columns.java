package ai.genops.lake;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A data file's columns: those that every file has, then those of attributes that had one kind of values in it.
final class Columns {
    /// As in the dataset's table, but for `fields` and `events`, which are JSON text: not every reader of Parquet knows
    /// VARIANT, and some refuse the whole file for it.
    static final String FIXED = "_time, _indextime, kind, name, trace_id, span_id, parent_span_id, duration_ns, status,"
            + " host, source, sourcetype, pipeline, sample_rate";

    private static final Set<String> TAKEN = Stream.concat(
                    Stream.of(FIXED.split(", ", -1)), Stream.of("fields", "events", "_offset", "_ordinal"))
            .collect(Collectors.toUnmodifiableSet());

    /// What begins with it are the lake's own columns while rows are rolled.
    private static final String RESERVED = "__";

    private Columns() {}

    /// Of these attributes those whose names can name columns, in the order of names: engines do not tell upper from
    /// lower case.
    static List<String> nameable(Collection<String> attributes) {
        Set<String> taken = new HashSet<>(TAKEN);
        return attributes.stream()
                .filter(name -> !name.isEmpty()
                        && name.chars().noneMatch(Character::isISOControl)
                        && !name.startsWith(RESERVED)
                        && taken.add(name.toLowerCase(Locale.ROOT)))
                .sorted()
                .toList();
    }

    static String write(Map<String, FileColumn> columns) {
        return columns.entrySet().stream()
                .map(column -> column.getValue() + " " + column.getKey())
                .collect(Collectors.joining("\n"));
    }

    static Map<String, FileColumn> read(String text) {
        Map<String, FileColumn> columns = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            columns.put(line.substring(space + 1), FileColumn.of(line.substring(0, space)));
        });
        return columns;
    }
}
