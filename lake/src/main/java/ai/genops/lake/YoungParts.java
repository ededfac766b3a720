package ai.genops.lake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/// A young table in parts, by the numbers of its rows. It only grows at its end, and loses rows when they are moved to
/// another place; so what has been found out of a part holds until then, as it does of a file. A part is known by a sum
/// over its rows, whatever happened to the table meanwhile.
public final class YoungParts {
    /// A part has at most 8,192 rows.
    private static final int BITS = 13;
    /// Larger tables are one part: their parts would be too many, and they are about to be rolled.
    private static final long MOST_ROWS = 1 << 20;

    private YoungParts() {}

    /// What [#read] reads, one row for each part: a mark, how many rows, the part, the first and the last time, the
    /// sum.
    ///
    /// @param rows about how many the table has
    static String marks(String mark, String dataset, long rows) {
        boolean whole = rows > MOST_ROWS;
        return "select '" + mark + "', count(*), " + (whole ? "-1" : "rowid >> " + BITS) + ", min(_time), max(_time), "
                + (whole ? "0" : sum(dataset)) + " from " + Layout.young(dataset)
                + (whole ? "" : " group by rowid >> " + BITS);
    }

    /// Of 63 bits. Two rows are never the same in all of this, in a table or in two.
    private static String sum(String dataset) {
        return "(bit_xor(hash(" + Layout.literal(dataset)
                + ", rowid, _offset, _ordinal, _indextime, _time)) >> 1)::bigint";
    }

    /// The part that a row of [#marks] tells.
    static DataFile read(String dataset, ResultSet row) throws SQLException {
        long rows = row.getLong(2);
        long part = row.getLong(3);
        boolean whole = part < 0;
        boolean full = rows == 1 << BITS;
        return DataFile.young(
                full ? -1 - row.getLong(6) : 0,
                dataset,
                whole ? RowIds.ALL : new RowIds(part << BITS, (part + 1) << BITS),
                rows,
                Manifest.instant(row, 4),
                Manifest.instant(row, 5));
    }

    /// Parts of one table as an SQL relation. DuckDB 2.0 ends with an error of its own if such rows are sorted and
    /// limited (`order by ... limit`): it reads the rest of their columns by row numbers, and loses the filter's.
    public static String sql(List<DataFile> parts) {
        return of(parts, "");
    }

    /// As [#sql], with the id of the part that a row is in as another column.
    public static String withIds(List<DataFile> parts, String id) {
        String ids = parts.stream()
                .map(part -> " when " + within(part.young()) + " then " + part.id())
                .collect(Collectors.joining("", "case", " end"));
        return of(parts, ", (" + ids + ")::bigint as " + id);
    }

    private static String of(List<DataFile> parts, String more) {
        List<RowIds> joined = joined(parts);
        String rows = joined.stream().map(YoungParts::within).collect(Collectors.joining(" or "));
        String table = Layout.young(parts.getFirst().dataset());
        return joined.contains(RowIds.ALL) ? table : "(select *" + more + " from " + table + " where " + rows + ")";
    }

    private static String within(RowIds rows) {
        return "(rowid >= " + rows.from() + " and rowid < " + rows.to() + ")";
    }

    private static List<RowIds> joined(List<DataFile> parts) {
        var joined = new ArrayList<RowIds>();
        parts.stream()
                .map(DataFile::young)
                .sorted(Comparator.comparingLong(RowIds::from))
                .forEach(next -> {
                    RowIds last = joined.isEmpty() ? null : joined.getLast();
                    if (last != null && last.to() == next.from()) {
                        joined.set(joined.size() - 1, new RowIds(last.from(), next.to()));
                    } else {
                        joined.add(next);
                    }
                });
        return joined;
    }
}
