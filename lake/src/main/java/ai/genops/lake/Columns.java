package ai.genops.lake;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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

    private Columns() {}

    /// Of these attributes those whose names can name columns: engines do not tell upper from lower case.
    static Map<String, ColumnKind> nameable(Map<String, ColumnKind> attributes) {
        Map<String, ColumnKind> columns = new TreeMap<>();
        Set<String> taken = new java.util.HashSet<>(TAKEN);
        attributes.forEach((name, kind) -> {
            boolean plain = !name.isEmpty() && name.chars().noneMatch(Character::isISOControl);
            if (plain && !name.startsWith(Partitions.PREFIX) && taken.add(name.toLowerCase(Locale.ROOT))) {
                columns.put(name, kind);
            }
        });
        return columns;
    }

    static String write(Map<String, ColumnKind> columns) {
        return columns.entrySet().stream()
                .map(column -> column.getValue() + " " + column.getKey())
                .collect(Collectors.joining("\n"));
    }

    static Map<String, ColumnKind> read(String text) {
        Map<String, ColumnKind> columns = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            columns.put(line.substring(space + 1), ColumnKind.valueOf(line.substring(0, space)));
        });
        return columns;
    }
}
