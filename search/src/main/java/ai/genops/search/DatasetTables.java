package ai.genops.search;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which tables of a lake are datasets: those that look like one. Looking takes longer than many a search, and a table
/// keeps its columns, so what was seen of it is remembered by the number that the engine gave it; a lake drops none, so
/// that stays as small as the lake has datasets. Safe for concurrent
/// use.
final class DatasetTables {
    private static final String TABLES = "select schema_name, table_name, table_oid from duckdb_tables()"
            + " where database_name = current_database() and schema_name in ('main', 'meta')";

    private static final String COLUMNS = "select table_name, table_oid from duckdb_columns() where database_name ="
            + " current_database() and schema_name = 'main' and column_name in ('_time', 'fields')"
            + " group by all having count(*) = 2";

    private final Map<Table, Boolean> seen = new ConcurrentHashMap<>();

    private record Table(String name, long number) {
        static Table of(ResultSet row, int at) throws SQLException {
            return new Table(row.getString(at), row.getLong(at + 1));
        }
    }

    /// What a transaction sees.
    ///
    /// @param listed whether `meta.fields` is there
    record Found(List<String> datasets, boolean listed) {}

    Found find(Connection connection) throws SQLException {
        List<Table> tables = new ArrayList<>();
        boolean listed = false;
        try (var statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(TABLES)) {
                while (row.next()) {
                    listed |=
                            row.getString(1).equals("meta") && row.getString(2).equals("fields");
                    if (row.getString(1).equals("main")) {
                        tables.add(Table.of(row, 2));
                    }
                }
            }
            if (!seen.keySet().containsAll(tables)) {
                try (ResultSet row = statement.executeQuery(COLUMNS)) {
                    while (row.next()) {
                        seen.put(Table.of(row, 1), true);
                    }
                }
                tables.forEach(table -> seen.putIfAbsent(table, false));
            }
        }
        List<String> datasets = tables.stream()
                .filter(table -> seen.getOrDefault(table, false))
                .map(Table::name)
                .toList();
        return new Found(datasets, listed);
    }
}
