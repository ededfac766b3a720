package ai.genops.lake;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds which attributes of some rows are worth a column: those frequent in a sample, at most [#MOST], whose values
/// in all the rows are of one kind. A column then stands for the attribute exactly: null means that it is not there.
final class Profile {
    private static final int MOST = 12;
    private static final int SAMPLE = 2_000;
    /// An attribute of fewer rows than one in so many is read from `fields`.
    private static final int RARE = 20;

    private static final String WHOLE = "9007199254740992";

    private Profile() {}

    /// @param rows a relation with a VARIANT `fields`, as SQL
    /// @param wanted attributes that are to have a column however rare they are
    static Map<String, ColumnKind> of(Connection connection, String rows, Collection<String> wanted)
            throws SQLException {
        Set<String> chosen = new LinkedHashSet<>(wanted);
        chosen.addAll(frequent(connection, rows));
        List<String> names = List.copyOf(chosen);
        Map<String, ColumnKind> kinds = new LinkedHashMap<>();
        if (names.isEmpty()) {
            return kinds;
        }
        var counts = new ArrayList<String>();
        for (String name : names) {
            counts.addAll(counts("fields[" + Layout.literal(name) + "]"));
        }
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + String.join(", ", counts) + " from " + rows)) {
            row.next();
            int perName = counts.size() / names.size();
            for (int i = 0; i < names.size(); i++) {
                kind(names.get(i), row, i * perName + 1, kinds);
            }
        }
        return Columns.nameable(kinds);
    }

    private static List<String> frequent(Connection connection, String rows) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        with sample as materialized (select fields from %s limit %d)
                        select name from (select unnest(variant_keys(fields)) as name from sample) group by name
                        having count(*) * %d >= (select count(*) from sample)
                        order by count(*) desc, name limit %d""".formatted(rows, SAMPLE, RARE, MOST))) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    /// How many values there are, texts, flags, whole numbers, those of them that a double holds, and doubles that are
    /// not written like a whole number.
    private static List<String> counts(String value) {
        String type = "variant_typeof(" + value + ")";
        String isWhole = "regexp_matches(" + type + ", '^U?INT(8|16|32|64)$')";
        String number = "try_cast(" + value + " as double)";
        return List.of(
                "count(" + value + ")",
                "count_if(" + type + " = 'VARCHAR')",
                "count_if(" + type + " in ('BOOL_TRUE', 'BOOL_FALSE'))",
                "count_if(" + isWhole + " and try_cast(" + value + " as bigint) is not null)",
                "count_if(" + isWhole + " and abs(" + number + ") < " + WHOLE + ")",
                "count_if(" + type + " = 'DOUBLE' and (" + number + " != trunc(" + number + ") or abs(" + number
                        + ") >= " + WHOLE + "))");
    }

    private static void kind(String name, ResultSet row, int at, Map<String, ColumnKind> kinds) throws SQLException {
        long all = row.getLong(at);
        if (all == 0) {
            return;
        }
        if (row.getLong(at + 1) == all) {
            kinds.put(name, ColumnKind.TEXT);
        } else if (row.getLong(at + 2) == all) {
            kinds.put(name, ColumnKind.FLAG);
        } else if (row.getLong(at + 3) == all) {
            kinds.put(name, ColumnKind.INTEGER);
        } else if (row.getLong(at + 4) + row.getLong(at + 5) == all) {
            kinds.put(name, ColumnKind.NUMBER);
        }
    }
}
