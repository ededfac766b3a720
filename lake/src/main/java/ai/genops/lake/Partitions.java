package ai.genops.lake;

import ai.genops.event.Aliases;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The folders that rows go to, named as Hive does: `day=2026-03-10/team=support/environment=production`. First the day
/// of `_time` in UTC, then the dataset's `partition_by`, a tenant first if events have one.
///
/// @param names of the folders' keys
/// @param values SQL over the rows that are rolled, one for each name
record Partitions(List<String> names, List<String> values) {
    /// Of columns that hold a row's partition while it is rolled.
    static final String PREFIX = "__partition_";

    /// Clients choose values. A roll that would make more folders than this keeps only the days apart, and if there are
    /// more of those, nothing.
    static final int MOST = 256;

    private static final String NONE = "__HIVE_DEFAULT_PARTITION__";
    private static final String MANY = "__MANY__";
    private static final int LONGEST = 100;
    private static final String TENANT = "genops.tenant";

    /// @param known names of the dataset's attributes
    /// @param text of an attribute of a row, as SQL
    static Partitions of(DatasetConfig dataset, Set<String> known, UnaryOperator<String> text) {
        List<String> names = new ArrayList<>(List.of("day"));
        List<String> values = new ArrayList<>(List.of("strftime(_time, '%Y-%m-%d')"));
        for (String key : keys(dataset, known)) {
            names.add(key);
            values.add(value(key, attributes(key, known).stream().map(text).toList()));
        }
        return new Partitions(List.copyOf(names), List.copyOf(values));
    }

    /// The attributes that name a row's folder.
    static List<String> attributes(DatasetConfig dataset, Set<String> known) {
        return keys(dataset, known).stream()
                .flatMap(key -> attributes(key, known).stream())
                .toList();
    }

    private static List<String> keys(DatasetConfig dataset, Set<String> known) {
        List<String> keys = new ArrayList<>(dataset.partitionBy());
        if (known.contains(TENANT) && !keys.contains("tenant")) {
            keys.addFirst("tenant");
        }
        keys.remove("day");
        return keys;
    }

    /// The dataset's attributes that a field's short name means: `team` is `team`, which pipelines set, else
    /// `genops.team` or one of its other names.
    static List<String> attributes(String key, Set<String> known) {
        Set<String> candidates = new LinkedHashSet<>(List.of(key));
        for (String name : List.of("genops." + key, "genops." + key.replace('_', '.'))) {
            candidates.addAll(Aliases.allNamesOf(name));
        }
        return candidates.stream().filter(known::contains).toList();
    }

    private static String value(String key, List<String> present) {
        if (!present.isEmpty()) {
            return "coalesce(" + String.join(", ", present) + ")";
        }
        return switch (key) {
            case "year" -> "strftime(_time, '%Y')";
            case "month" -> "strftime(_time, '%Y-%m')";
            default -> "null::varchar";
        };
    }

    /// The values as columns of a relation that is rolled.
    String columns() {
        var columns = new ArrayList<String>();
        for (int i = 0; i < values.size(); i++) {
            columns.add(values.get(i) + " as " + PREFIX + i);
        }
        return String.join(", ", columns);
    }

    /// The columns' names, for `order by` and `group by`.
    String keys(int count) {
        var keys = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            keys.add(PREFIX + i);
        }
        return String.join(", ", keys);
    }

    /// One folder: where it is below the dataset's, and which rows go there, as SQL.
    record Folder(String path, String where) {}

    /// The folders for the rows of a relation that has the columns.
    List<Folder> folders(Connection connection, String relation) throws SQLException {
        for (int kept : new TreeSet<>(List.of(names.size(), 1)).descendingSet()) {
            List<Folder> folders = new ArrayList<>();
            try (var statement = connection.createStatement();
                    ResultSet groups = statement.executeQuery("select " + keys(kept) + " from " + relation
                            + " group by all order by all limit " + (MOST + 1))) {
                while (groups.next()) {
                    folders.add(folder(groups, kept));
                }
            }
            if (folders.size() <= MOST) {
                return folders;
            }
        }
        return List.of(new Folder("day=" + MANY + "/" + rest(1), "true"));
    }

    private Folder folder(ResultSet group, int kept) throws SQLException {
        var path = new ArrayList<String>();
        var where = new ArrayList<String>();
        for (int i = 0; i < kept; i++) {
            String value = group.getString(i + 1);
            path.add(names.get(i) + "=" + encoded(value));
            where.add(PREFIX + i + " is not distinct from " + (value == null ? "null" : Layout.literal(value)));
        }
        String others = rest(kept);
        return new Folder(String.join("/", path) + (others.isEmpty() ? "" : "/" + others), String.join(" and ", where));
    }

    private String rest(int from) {
        return String.join(
                "/",
                names.subList(from, names.size()).stream()
                        .map(name -> name + "=" + MANY)
                        .toList());
    }

    /// A value as part of a path: what is not a letter, a digit, `-` or `_`, and a `.` that begins it, is escaped.
    static String encoded(@Nullable String value) {
        if (value == null) {
            return NONE;
        }
        var text = new StringBuilder();
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
            if (text.length() < LONGEST) {
                text.append(
                        plain || (b == '.' && !text.isEmpty())
                                ? String.valueOf((char) b)
                                : String.format(Locale.ROOT, "%%%02X", b));
            }
        }
        return text.toString();
    }
}
