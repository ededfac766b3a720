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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Finds which attributes of some rows are worth a column: those that the product's pages, alerts and
/// dashboards ask for, however rare, and others that are frequent in a sample, as long as there are fewer
/// than [#MOST]; whose values in all the rows are of one kind. A column then stands for the attribute
/// exactly: null means that it is not there.
///
/// A row's candidates are taken out of its JSON text together, as the list [#VALUES], so the text is parsed once.
final class Profile {
    /// The column of the candidates' values, JSON each, in the candidates' order.
    static final String VALUES = "__values";

    private static final int MOST = 16;
    /// A column that few rows have costs a file next to nothing, and the text of all rows need not be read for it.
    private static final List<String> ASKED = List.of(
            "genops.cost.total",
            "genops.cost.model",
            "genops.cost.provider",
            "genops.cost.currency",
            "genops.cost.unpriced",
            "genops.tokens.input",
            "genops.tokens.output",
            "genops.tokens.total",
            "genops.team",
            "genops.project",
            "genops.customer_id",
            "genops.feature",
            "genops.environment",
            "genops.operation.name",
            "genops.operation.duration_ms",
            "genops.policy.name",
            "genops.policy.result",
            "genops.policy.reason",
            "genops.budget.name",
            "genops.budget.allocated",
            "genops.budget.limit",
            "genops.budget.consumed",
            "genops.budget.used",
            "genops.budget.reserved",
            "genops.budget.remaining",
            "genops.budget.utilization",
            "genops.budget.period",
            "genops.eval.metric",
            "genops.eval.score",
            "genops.eval.safety",
            "genops.eval.quality",
            "genops.data.classification");

    private static final int SAMPLE = 2_000;
    /// An attribute of fewer rows than one in so many is read from `fields`.
    private static final int RARE = 20;

    private static final String WHOLE = "9007199254740992";

    /// Of an attribute, which of these its values are, added up. A whole number written as a fraction is `OTHER`: as
    /// a double it would be shown as a whole one.
    private static final int TEXT = 1;

    private static final int FLAG = 2;
    private static final int SMALL_WHOLE = 4;
    private static final int LARGE_WHOLE = 8;
    private static final int FRACTION = 16;
    private static final int OTHER = 32;
    /// Besides one of the above: from a million on, or no billionths.
    private static final int COARSE = 64;
    /// Besides one of the above: from a billion on, or no billionths.
    private static final int BEYOND = 128;
    /// Of a row that does not have it.
    private static final int MISSING = 256;

    private Profile() {}

    /// Names that may have a column.
    ///
    /// @param rows a relation with JSON text `fields`, as SQL
    /// @param wanted attributes that are to have a column however rare they are
    static List<String> candidates(Connection connection, String rows, Collection<String> wanted) throws SQLException {
        Set<String> chosen = new LinkedHashSet<>(wanted);
        chosen.addAll(ASKED);
        chosen.addAll(frequent(connection, rows));
        return Columns.nameable(chosen);
    }

    /// Attributes' values in a row's JSON text, as SQL.
    static String values(List<String> extracted, String text) {
        return extracted.stream()
                .map(Profile::pointer)
                .collect(Collectors.joining(", ", "json_extract(" + text + ", [", "]::varchar[])"));
    }

    /// A candidate's value as a column of its kind, as SQL.
    static String column(List<String> candidates, String name, ColumnKind kind) {
        return kind == ColumnKind.TEXT ? text(candidates, name) : value(candidates.indexOf(name)) + "::" + kind.type();
    }

    /// The text of a value that was taken out, as SQL.
    static String text(List<String> extracted, String name) {
        return "(" + value(extracted.indexOf(name)) + "->>'$')";
    }

    /// The candidates whose values are of one kind, in a relation that has [#VALUES], theirs first.
    static Map<String, FileColumn> kinds(Connection connection, String relation, List<String> candidates)
            throws SQLException {
        Map<String, FileColumn> kinds = new LinkedHashMap<>();
        if (candidates.isEmpty()) {
            return kinds;
        }
        var bits = new ArrayList<String>();
        for (int i = 0; i < candidates.size(); i++) {
            bits.add("coalesce(bit_or(" + bits(value(i) + "::varchar") + "), 0)");
        }
        try (var statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select " + String.join(", ", bits) + " from " + relation)) {
            row.next();
            for (int i = 0; i < candidates.size(); i++) {
                int found = row.getInt(i + 1);
                ColumnKind kind = kind(found);
                if (kind != null) {
                    kinds.put(candidates.get(i), new FileColumn(kind, (found & MISSING) == 0));
                }
            }
        }
        return kinds;
    }

    /// Names of a sample, as many as there is room for beside those that are asked for and in it.
    private static List<String> frequent(Connection connection, String rows) throws SQLException {
        List<String> names = new ArrayList<>();
        String asked = ASKED.stream().map(Layout::literal).collect(Collectors.joining(", "));
        try (var statement = connection.createStatement();
                ResultSet found = statement.executeQuery("""
                        with sample as materialized (select fields from %s limit %d)
                        select name from (select unnest(json_keys(fields)) as name from sample) group by name
                        having count(*) * %d >= (select count(*) from sample)
                        order by name in (%s) desc, count(*) desc, name limit %d""".formatted(rows, SAMPLE, RARE, asked, MOST))) {
            while (found.next()) {
                names.add(found.getString(1));
            }
        }
        return names;
    }

    private static String value(int candidate) {
        return VALUES + "[" + (candidate + 1) + "]";
    }

    /// RFC 6901.
    private static String pointer(String name) {
        return Layout.literal("/" + name.replace("~", "~0").replace("/", "~1"));
    }

    /// What a value is, told from its JSON text as cheaply as it can be.
    private static String bits(String text) {
        return """
                case when %1$s is null or %1$s = 'null' then %12$d
                     when starts_with(%1$s, '"') then %2$d
                     when %1$s = 'true' or %1$s = 'false' then %3$d
                     when starts_with(%1$s, '[') or starts_with(%1$s, '{') then %7$d
                     when regexp_full_match(%1$s, '-?\\d{1,6}') then %4$d
                     when regexp_full_match(%1$s, '-?\\d{1,9}') then %4$d | %9$d
                     when regexp_full_match(%1$s, '-?\\d{1,15}') then %4$d | %10$d
                     when regexp_full_match(%1$s, '-?\\d+') then
                         case when try_cast(%1$s as bigint) is null then %7$d
                              when abs(%1$s::double) < %8$s then %4$d | %10$d else %5$d | %10$d end
                     when %1$s::double != trunc(%1$s::double) or abs(%1$s::double) >= %8$s then
                         case when %11$s then %6$d else %6$d | %10$d end
                     else %7$d end""".formatted(
                        text,
                        TEXT,
                        FLAG,
                        SMALL_WHOLE,
                        LARGE_WHOLE,
                        FRACTION,
                        OTHER,
                        WHOLE,
                        COARSE,
                        BEYOND,
                        Billionths.are(text + "::double"),
                        MISSING);
    }

    private static @Nullable ColumnKind kind(int bits) {
        int forms = bits & ~(COARSE | BEYOND | MISSING);
        if (forms == 0) {
            return ColumnKind.NONE;
        }
        if (forms == TEXT) {
            return ColumnKind.TEXT;
        }
        if (forms == FLAG) {
            return ColumnKind.FLAG;
        }
        if ((forms & ~(SMALL_WHOLE | LARGE_WHOLE)) == 0) {
            return (bits & BEYOND) == 0 ? ColumnKind.SMALL_INTEGER : ColumnKind.INTEGER;
        }
        if ((forms & ~(SMALL_WHOLE | FRACTION)) == 0) {
            return (bits & (COARSE | BEYOND)) == 0 ? ColumnKind.BILLIONTHS : ColumnKind.NUMBER;
        }
        return null;
    }
}
