package ai.genops.search.partial;

import static ai.genops.search.plan.Expr.call;

import ai.genops.lake.DataFile;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.TimeRange;
import ai.genops.search.plan.Type;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes a table of [PartialAggregates]: one pass over the files that it lacks, which is about what the search would
/// have taken without it.
///
/// @param next gives columns that the query does not have
record Making(Tables tables, FileRows rows, TwoLevels levels, Function<Type, Column> next) {
    /// A file whose groups are more than such a part of its rows is read no slower than they are.
    private static final int PART = 8;
    /// Opening a file takes longer than to read so many.
    private static final int FEW = 64;
    /// Of a value and of a column, about, as the engine holds them in blocks; texts come on top.
    private static final int VALUE_BYTES = 32;

    private static final int COLUMN_BYTES = 16 << 10;

    /// Tries one file, the one with most rows.
    ///
    /// @param maxBytes of all tables
    boolean isWorthwhile(List<DataFile> files, long maxBytes) throws SQLException {
        DataFile largest =
                files.stream().max(Comparator.comparingLong(DataFile::rows)).orElseThrow();
        Column count = next.apply(Type.NUMBER);
        Plan groups = new Plan.Aggregate(
                lower(List.of(largest), next.apply(Type.NUMBER)),
                List.of(),
                List.of(new Assignment(count, call(Op.COUNT_ROWS, Type.NUMBER))));
        double found = number(tables.rows(groups, List.of(count)).getFirst().getFirst());
        double all = files.stream().mapToLong(DataFile::rows).sum();
        double bytes = bytes(found * all / largest.rows());
        return isFit(found, largest) && bytes < (double) maxBytes / PartialAggregates.LARGEST_PART;
    }

    private double bytes(double rowsOfTable) {
        return (levels.columns().size() + 1) * (rowsOfTable * VALUE_BYTES + COLUMN_BYTES);
    }

    private static boolean isFit(double groups, DataFile file) {
        return groups <= Math.max(FEW, file.rows() / PART);
    }

    /// In the search's transaction.
    ///
    /// @param before what there is of other files
    /// @param held the ids of all files that there are
    /// @return null if it is no use, as sums of some file depend on the order
    @Nullable
    Kept run(String name, @Nullable Kept before, List<DataFile> missing, Set<Long> held) throws SQLException {
        Column file = next.apply(Type.NUMBER);
        var kept = new HashSet<Long>();
        var unfit = new HashSet<Long>();
        Plan all = lower(missing, file);
        List<Column> columns = both(file, levels.columns());
        if (before != null) {
            kept.addAll(before.files());
            kept.retainAll(held);
            unfit.addAll(before.unfit());
            unfit.retainAll(held);
        }
        if (before != null && !kept.isEmpty()) {
            List<Assignment> same = columns.stream()
                    .map(column -> new Assignment(column, column))
                    .toList();
            all = new Plan.Union(List.of(before.read(kept, file, levels.columns()), all), List.of(same, same));
        }
        tables.create(name, all, columns);
        missing.forEach(each -> kept.add(each.id()));
        return checked(new Kept(name, 0, file, levels.columns(), kept, unfit, 0), missing);
    }

    private Plan.Aggregate lower(List<DataFile> files, Column file) {
        Column read = next.apply(Type.NUMBER);
        Plan part = rows.of(rows.scan().of(files, TimeRange.ALL, read));
        return levels.lower(part, List.of(new Assignment(file, read)));
    }

    /// With its size, and without files that have too many groups; null if there are sums that depend on the order.
    private @Nullable Kept checked(Kept table, List<DataFile> added) throws SQLException {
        var values = new ArrayList<Assignment>();
        add(call(Op.COUNT_ROWS, Type.NUMBER), values);
        texts().forEach(text -> add(call(Op.TOTAL, Type.NUMBER, call(Op.LENGTH, Type.NUMBER, text)), values));
        int exact = values.size();
        levels.inexact().forEach(column -> add(call(Op.COUNT, Type.NUMBER, column), values));
        Column file = next.apply(Type.NUMBER);
        Column id = next.apply(Type.NUMBER);
        var plan = new Plan.Aggregate(
                table.read(table.files(), file, levels.columns()), List.of(new Assignment(id, file)), values);
        var kept = new HashSet<>(table.files());
        var unfit = new HashSet<>(table.unfit());
        double bytes = bytes(0);
        for (List<Object> row : tables.rows(plan, both(id, columns(values)))) {
            double groups = number(row.get(1));
            bytes += bytes(groups) - bytes(0);
            bytes += row.subList(2, exact + 1).stream()
                    .mapToDouble(Making::number)
                    .sum();
            if (row.subList(exact + 1, row.size()).stream().anyMatch(count -> number(count) > 0)) {
                return null;
            }
            long found = (long) number(row.getFirst());
            if (added.stream().anyMatch(each -> each.id() == found && !isFit(groups, each))) {
                kept.remove(found);
                unfit.add(found);
            }
        }
        return new Kept(
                table.name(), 0, table.file(), table.columns(), Set.copyOf(kept), Set.copyOf(unfit), (long) bytes);
    }

    private List<Expr> texts() {
        return levels.columns().stream()
                .filter(column -> column.type() == Type.TEXT || column.type() == Type.LIST || column.type() == Type.ANY)
                .map(Coerce::text)
                .toList();
    }

    private void add(Expr value, List<Assignment> values) {
        values.add(new Assignment(next.apply(Type.NUMBER), value));
    }

    private static List<Column> columns(List<Assignment> values) {
        return values.stream().map(Assignment::column).toList();
    }

    private static double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : 0;
    }

    static List<Column> both(Column first, List<Column> others) {
        var all = new ArrayList<Column>();
        all.add(first);
        all.addAll(others);
        return all;
    }
}
