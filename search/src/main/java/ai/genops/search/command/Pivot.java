package ai.genops.search.command;

import static ai.genops.search.plan.Expr.call;

import ai.genops.search.command.Selection.Ranked;
import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Conditions;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Expr.Call;
import ai.genops.search.plan.Expr.Column;
import ai.genops.search.plan.Expr.Null;
import ai.genops.search.plan.Expr.Num;
import ai.genops.search.plan.Expr.Text;
import ai.genops.search.plan.Op;
import ai.genops.search.plan.Order;
import ai.genops.search.plan.Plan;
import ai.genops.search.plan.Plan.Assignment;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// Turns the values of a field into columns, as `timechart ... by` and `chart ... by` do: those that a [Selection]
/// chooses, the rest together as OTHER, rows without the field as NULL.
///
/// @param field whose values become columns
record Pivot(String field, PivotOptions options, List<Aggregation> aggregations) {
    private static final int MOST = 500;
    /// Aggregates that are nothing, or of counts 0, where no row is.
    private static final Set<String> OF_CELLS = Set.of("count", "c", "sum", "avg", "mean", "min", "max");

    /// Of these, those of which the values of several cells have a sum.
    private static final Set<String> ADDING_UP = Set.of("count", "c", "sum");

    /// Names that nobody can write.
    private static final String SERIES = "\u0001series";

    private static final String OTHERS = "\u0001others";

    /// Adds the columns of all series to a grouping that has its row key already.
    ///
    /// @return the grouping that has them, of the same keys
    Grouping add(Grouping grouping, Planning planning) {
        Expr value = Coerce.text(planning.field(field, grouping.rows().schema()));
        Set<String> functions = aggregations.stream().map(Aggregation::function).collect(Collectors.toSet());
        if (ADDING_UP.containsAll(functions)) {
            Relation cells = planning.probe().keep(cells(grouping, value, aggregations, planning));
            return ofCells(grouping, cells, top(cells, planning), Aggregates::total, planning);
        }
        Column series = grouping.materialise(
                options.useNull() ? call(Op.COALESCE, Type.TEXT, value, new Text(options.nullName())) : value);
        return OF_CELLS.containsAll(functions)
                ? ofWholeCells(grouping, series, planning)
                : ofRows(grouping, series, planning);
    }

    /// Series that have a column, in their order.
    private List<String> columns(Set<String> top) {
        Set<String> names = new TreeSet<>(top);
        boolean hasNull = names.remove(options.nullName());
        var columns = new ArrayList<>(names);
        if (top instanceof Cut && options.useOther()) {
            columns.add(options.otherName());
        }
        if (hasNull) {
            columns.add(options.nullName());
        }
        return columns;
    }

    private Grouping ofRows(Grouping grouping, Column series, Planning planning) {
        Set<String> top = top(cells(grouping, series, aggregations.subList(0, 1), planning), planning);
        for (Aggregation aggregation : aggregations) {
            for (String name : columns(top)) {
                Expr rows = isOther(name, top) ? noneOf(series, top) : is(series, name);
                grouping.add(aggregation, column(aggregation, name), each -> only(rows, each), null);
            }
        }
        return grouping;
    }

    /// Of aggregates that cells of several series cannot be put together from.
    private Grouping ofWholeCells(Grouping grouping, Column series, Planning planning) {
        Relation cells = planning.probe().keep(cells(grouping, series, aggregations, planning));
        Set<String> top = top(cells, planning);
        if (top instanceof Cut) {
            Expr missing = call(Op.IS_NULL, Type.BOOLEAN, series);
            Expr others = call(Op.IF, Type.TEXT, noneOf(series, top), new Text(OTHERS), series);
            cells = cells(grouping, call(Op.IF, Type.TEXT, missing, series, others), aggregations, planning);
        }
        return ofCells(
                grouping, cells, top, value -> new Call(Op.FIRST, List.of(value, new Num(1)), value.type()), planning);
    }

    private boolean isOther(String name, Set<String> top) {
        return top instanceof Cut && name.equals(options.otherName()) && !top.contains(name);
    }

    private String column(Aggregation aggregation, String name) {
        return aggregations.size() == 1 ? name : aggregation.name() + ": " + name;
    }

    /// A cell for each key and series, also for rows without one.
    private static Relation cells(Grouping grouping, Expr series, List<Aggregation> wanted, Planning planning) {
        var cells = new Grouping(grouping.rows(), planning);
        grouping.keys().forEach(cells::by);
        cells.dropIncomplete();
        cells.by(SERIES, series);
        Column number = null;
        if (wanted.stream()
                .anyMatch(one -> Aggregates.needsOrder(one, cells.rows().schema()))) {
            number = planning.column(Type.NUMBER);
            cells.number(number);
        }
        for (int i = 0; i < wanted.size(); i++) {
            cells.add(wanted.get(i), SERIES + i, UnaryOperator.identity(), number);
        }
        return cells.grouped("");
    }

    /// In two steps, so that each row is looked at once however many series there are, and which these are is told from
    /// cells as well:
    ///
    /// ```
    /// rows   → a cell for each key and series
    /// cells  → a row for each key, a column for each series
    /// ```
    ///
    /// @param together what several cells make; counts add up
    private Grouping ofCells(
            Grouping grouping, Relation cells, Set<String> top, Function<Expr, Call> together, Planning planning) {
        var over = new Grouping(cells, planning);
        Expr series = column(cells, SERIES);
        grouping.keys().keySet().forEach(name -> over.by(name, column(cells, name)));
        for (int i = 0; i < aggregations.size(); i++) {
            Expr value = column(cells, SERIES + i);
            boolean counts = Aggregates.isCount(aggregations.get(i));
            for (String name : columns(top)) {
                Expr here = isOther(name, top) ? noneOf(series, top) : is(series, name);
                over.add(
                        column(aggregations.get(i), name),
                        counts
                                ? Aggregates.total(call(Op.IF, value.type(), here, value, new Num(0)))
                                : together.apply(only(here, value)));
            }
        }
        return over;
    }

    /// Whether a row or cell is of a series.
    private Expr is(Expr series, String name) {
        Expr named = call(Op.EQ, Type.BOOLEAN, series, new Text(name));
        return options.useNull() && name.equals(options.nullName())
                ? Conditions.or(List.of(call(Op.IS_NULL, Type.BOOLEAN, series), named))
                : named;
    }

    private static Expr column(Relation cell, String name) {
        return Objects.requireNonNull(cell.schema().find(name));
    }

    private static Expr only(Expr rows, Expr value) {
        return call(Op.IF, value.type(), rows, value, new Null(value.type()));
    }

    private static Expr noneOf(Expr series, Set<String> names) {
        return names.stream()
                .map(name -> call(Op.NE, Type.BOOLEAN, series, new Text(name)))
                .reduce(Conditions::and)
                .orElse(new Expr.Flag(true));
    }

    /// Marks a set from which others were cut off.
    private static final class Cut extends LinkedHashSet<String> {}

    /// The series that the cells of the first aggregate choose.
    private Set<String> top(Relation cells, Planning planning) {
        Column series = (Column) column(cells, SERIES);
        Expr name = options.useNull() ? call(Op.COALESCE, Type.TEXT, series, new Text(options.nullName())) : series;
        Relation named = options.useNull() ? cells : cells.filter(Conditions.present(series));
        Selection selection = options.selection();
        Column key = planning.column(Type.TEXT);
        var totals = new Grouping(named, planning);
        totals.add("", selection.score(column(cells, SERIES + 0)));
        var plan = new Plan.Aggregate(
                totals.rows().plan(), List.of(new Assignment(key, name)), List.copyOf(totals.assignments()));
        Column rank = planning.column(Type.NUMBER);
        Expr score = totals.assignments().getFirst().column();
        var ranked = new Plan.Extend(plan, List.of(new Assignment(rank, Coerce.number(score))));
        var order = Order.by(new Order.Key(rank, !selection.lowestFirst()), new Order.Key(key, false));
        List<Ranked> found = planning.probe().rows(ranked, List.of(key, rank), order, Rows.MAX).stream()
                .map(row -> new Ranked(
                        String.valueOf(row.getFirst()),
                        row.getLast() instanceof Number of ? of.doubleValue() : Double.NaN))
                .toList();
        return cut(found, planning);
    }

    /// NULL does not count towards the limit.
    private Set<String> cut(List<Ranked> found, Planning planning) {
        List<Ranked> named = found.stream()
                .filter(each -> !each.name().equals(options.nullName()))
                .toList();
        List<Ranked> wanted = options.selection().of(named);
        if (wanted.size() > MOST) {
            String rest = options.useOther() ? "the others are " + options.otherName() : "the others are left out";
            planning.warn("more than %d values of `%s`; %s".formatted(MOST, field, rest));
            wanted = wanted.subList(0, MOST);
        }
        Set<String> kept = wanted.size() < named.size() ? new Cut() : new LinkedHashSet<>();
        wanted.forEach(each -> kept.add(each.name()));
        if (named.size() < found.size()) {
            kept.add(options.nullName());
        }
        return kept;
    }

    /// An aggregate's value where no row is: 0 for counts, nothing for others.
    static Expr gap(Aggregation aggregation, Column column) {
        return Aggregates.isCount(aggregation) ? call(Op.COALESCE, column.type(), column, new Num(0)) : column;
    }
}
