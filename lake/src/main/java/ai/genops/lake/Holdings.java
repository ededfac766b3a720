package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a lake holds, as a transaction sees it. To read all of it takes longer than many a search, so what cannot have
/// changed is remembered, by marks that one query gives: a table keeps its columns, to the files and names that are
/// listed others are only added, and a file that is taken out stays listed as such. Of one lake; safe for concurrent
/// use.
public final class Holdings {
    /// The size counts rows that are deleted too, so a table without any is empty for every transaction.
    private static final String TABLES = "select schema_name, table_name, table_oid, estimated_size"
            + " from duckdb_tables() where database_name = current_database()"
            + " and schema_name in ('main', 'meta', 'young')";

    private static final String COLUMNS = "select table_name, table_oid from duckdb_columns() where database_name ="
            + " current_database() and schema_name = 'main' and column_name in ('_time', 'fields')"
            + " group by all having count(*) = 2";

    /// As many rows as bring anything that was not there.
    private static final String FIELDS = "select 'fields', count(*), 0, null, null, null from meta.fields";

    private static final String FILES = "select 'files', max(id), count(gone), null, null, null from meta.files";

    /// As both only grow, so does their sum when either does.
    private static final String TOLD_FILES = "select 'files', max(id), count(gone)"
            + " + (select count(*) from meta.prefixes), null, null, null from meta.files";

    private final Map<Table, Boolean> datasets = new ConcurrentHashMap<>();
    private volatile @Nullable Remembered<Map<String, Set<String>>> names;
    private volatile @Nullable Remembered<List<DataFile>> files;

    /// What a transaction sees.
    ///
    /// @param attributes the names that each dataset lists
    /// @param settled datasets whose table may have rows
    /// @param texts where there are rows with their attributes as text: files, and parts of young tables
    public record Held(Map<String, Set<String>> attributes, Set<String> settled, List<DataFile> texts) {}

    private record Table(String schema, String name, long number, long rows) {
        /// The same one however many rows it has.
        Table whatever() {
            return new Table(schema, name, number, 0);
        }
    }

    private record Mark(String of, long count, long other) {}

    private record Remembered<T>(Mark at, T value) {}

    public Held see(Connection connection) throws SQLException {
        List<Table> tables = tables(connection);
        List<Table> own = tables.stream().filter(table -> isDataset(table)).toList();
        List<Table> young = tables.stream()
                .filter(table -> table.schema.equals("young") && table.rows > 0)
                .toList();
        List<DataFile> texts = new ArrayList<>();
        Map<String, Set<String>> listed = Map.of();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery(marks(tables, young))) {
            while (row.next()) {
                var mark = new Mark(row.getString(1), row.getLong(2), row.getLong(3));
                switch (mark.of) {
                    case "fields" -> listed = names(connection, mark);
                    case "files" -> texts.addAll(0, files(connection, mark, tables));
                    default -> {
                        if (mark.count > 0) {
                            texts.add(YoungParts.read(
                                    young.get(Integer.parseInt(mark.of)).name(), row));
                        }
                    }
                }
            }
        }
        Map<String, Set<String>> attributes = new TreeMap<>();
        for (Table table : own) {
            attributes.put(table.name, listed.getOrDefault(table.name, Set.of()));
        }
        return new Held(
                attributes,
                own.stream().filter(table -> table.rows > 0).map(Table::name).collect(Collectors.toUnmodifiableSet()),
                texts);
    }

    private boolean isDataset(Table table) {
        return datasets.getOrDefault(table.whatever(), false);
    }

    private List<Table> tables(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        try (var statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    tables.add(new Table(row.getString(1), row.getString(2), row.getLong(3), row.getLong(4)));
                }
            }
            List<Table> main = tables.stream()
                    .filter(table -> table.schema.equals("main"))
                    .map(Table::whatever)
                    .toList();
            if (!datasets.keySet().containsAll(main)) {
                try (ResultSet row = statement.executeQuery(COLUMNS)) {
                    while (row.next()) {
                        datasets.put(new Table("main", row.getString(1), row.getLong(2), 0), true);
                    }
                }
                main.forEach(table -> datasets.putIfAbsent(table, false));
            }
        }
        return tables;
    }

    /// A lake that was only ever opened by an older version, for reading, may lack the lists.
    private static String marks(List<Table> tables, List<Table> young) {
        boolean told = tables.stream().anyMatch(Holdings::tellsPrefixes);
        Stream<String> lists = tables.stream()
                .filter(table -> table.schema.equals("meta"))
                .flatMap(table -> switch (table.name) {
                    case "fields" -> Stream.of(FIELDS);
                    case "files" -> Stream.of(told ? TOLD_FILES : FILES);
                    default -> Stream.empty();
                });
        Stream<String> rows = IntStream.range(0, young.size())
                .mapToObj(i -> YoungParts.marks(
                        i + "", young.get(i).name(), young.get(i).rows()));
        String all = Stream.concat(lists, rows).collect(Collectors.joining(" union all "));
        return all.isEmpty() ? "select null where false" : all;
    }

    private Map<String, Set<String>> names(Connection connection, Mark mark) throws SQLException {
        Remembered<Map<String, Set<String>>> known = names;
        if (known == null || !known.at.equals(mark)) {
            known = new Remembered<>(mark, names(connection));
            names = known;
        }
        return known.value;
    }

    private static Map<String, Set<String>> names(Connection connection) throws SQLException {
        Map<String, Set<String>> names = new TreeMap<>();
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select dataset, name from meta.fields")) {
            while (row.next()) {
                names.computeIfAbsent(row.getString(1), _ -> new TreeSet<>()).add(row.getString(2));
            }
        }
        names.replaceAll((_, of) -> Collections.unmodifiableSet(of));
        return names;
    }

    private List<DataFile> files(Connection connection, Mark mark, List<Table> tables) throws SQLException {
        Remembered<List<DataFile>> known = files;
        if (known == null || !known.at.equals(mark)) {
            Map<Long, Set<String>> prefixes =
                    tables.stream().anyMatch(Holdings::tellsPrefixes) ? Prefixes.known(connection) : Map.of();
            known = new Remembered<>(
                    mark,
                    Manifest.files(connection).stream()
                            .map(file -> file.with(prefixes.getOrDefault(file.id(), Set.of())))
                            .toList());
            files = known;
        }
        return known.value;
    }

    private static boolean tellsPrefixes(Table table) {
        return table.schema.equals("meta") && table.name.equals("prefixes");
    }
}
