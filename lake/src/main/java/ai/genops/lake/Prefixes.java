package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Which prefixes of attributes' names, such as `genops.budget.`, stand in the text of a file's events, in
/// whatever case, only where an attribute's name begins that has a column in the file: then columns tell
/// which events have a word that begins so, and their text need not be read. A file never changes, so this
/// is told once, in `meta.prefixes`, when there is time; of a file without an entry nothing is known.
///
/// A row proves it if its text has the prefix as often as the row has attributes of such names. Letters that regular
/// expressions take for others of another case count as those: `ſ` is an `s`, the Kelvin sign a `k`.
final class Prefixes {
    static final String DDL =
            "create table if not exists meta.prefixes (file bigint primary key, prefixes varchar not null)";

    /// What stands in JSON as it is, in lower case, and in no number.
    private static final Pattern PLAIN = Pattern.compile("[a-z][a-z0-9_.-]*\\.");

    private static final int MOST = 24;

    /// All that words are looked for in.
    private static final String TEXT =
            "replace(lower(concat_ws(' ', name, kind, trace_id, span_id, parent_span_id, status,"
                    + " fields, events)), 'ſ', 's')";

    private Prefixes() {}

    /// Tells it of the newest file of a dataset of which nothing is known; in the connection's transaction, which is
    /// ended. False if there is none.
    static boolean tellNext(Connection connection, String dataset) throws SQLException {
        try {
            DataFile file = next(connection, dataset);
            if (file != null) {
                Set<String> told = told(connection, file);
                try (var insert = connection.prepareStatement("insert into meta.prefixes values (?, ?)")) {
                    insert.setLong(1, file.id());
                    insert.setString(2, String.join("\n", told));
                    insert.execute();
                }
                connection.commit();
            }
            return file != null;
        } finally {
            connection.rollback();
        }
    }

    private static @Nullable DataFile next(Connection connection, String dataset) throws SQLException {
        Set<Long> known = known(connection).keySet();
        return Manifest.files(connection).reversed().stream()
                .filter(file -> file.dataset().equals(dataset) && !known.contains(file.id()))
                .findFirst()
                .orElse(null);
    }

    /// By file.
    static Map<Long, Set<String>> known(Connection connection) throws SQLException {
        Map<Long, Set<String>> known = new HashMap<>();
        Map<String, Set<String>> parsed = new HashMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select file, prefixes from meta.prefixes")) {
            while (row.next()) {
                known.put(row.getLong(1), parsed.computeIfAbsent(row.getString(2), Prefixes::read));
            }
        }
        return known;
    }

    private static Set<String> read(String lines) {
        return lines.lines().collect(Collectors.toUnmodifiableSet());
    }

    /// Those that may be asked about: a name up to its last dot.
    static List<String> of(Collection<String> names) {
        return names.stream()
                .map(name -> name.substring(0, name.lastIndexOf('.') + 1))
                .filter(prefix -> PLAIN.matcher(prefix).matches() && !overlapsItself(prefix))
                .distinct()
                .limit(MOST)
                .toList();
    }

    /// Whether one occurrence may begin within another, which then would not be counted.
    private static boolean overlapsItself(String prefix) {
        return prefix.indexOf(prefix.substring(0, prefix.indexOf('.') + 1), 1) > 0;
    }

    private static Set<String> told(Connection connection, DataFile file) throws SQLException {
        List<String> prefixes = of(file.columns().keySet()).stream()
                .filter(prefix -> named(prefix, file).allMatch(Prefixes::isAscii))
                .toList();
        if (prefixes.isEmpty()) {
            return Set.of();
        }
        List<String> proofs = new ArrayList<>();
        for (String prefix : prefixes) {
            proofs.add("coalesce(bool_and((strlen(t) - strlen(replace(t, " + Layout.literal(prefix) + ", ''))) = "
                    + prefix.length() + " * (" + attributes(prefix, file) + ")), true)");
        }
        Set<String> told = new HashSet<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + String.join(", ", proofs) + " from (select *, "
                        + TEXT + " as t from " + Layout.parquet(List.of(file.path())) + ")")) {
            row.next();
            for (int i = 0; i < prefixes.size(); i++) {
                if (row.getBoolean(i + 1)) {
                    told.add(prefixes.get(i));
                }
            }
        }
        return told;
    }

    /// How many attributes of such names a row has, as SQL.
    private static String attributes(String prefix, DataFile file) {
        return Stream.concat(
                        Stream.of("0"),
                        named(prefix, file).map(name -> "(" + Layout.quote(name) + " is not null)::integer"))
                .collect(Collectors.joining(" + "));
    }

    /// Attributes that rows of the file have.
    private static Stream<String> named(String prefix, DataFile file) {
        return file.columns().entrySet().stream()
                .filter(column -> column.getValue().kind() != ColumnKind.NONE)
                .map(Map.Entry::getKey)
                .filter(name -> name.startsWith(prefix));
    }

    /// Of others a letter may be taken for one of another case.
    private static boolean isAscii(String name) {
        return name.chars().allMatch(c -> c < 128);
    }
}
