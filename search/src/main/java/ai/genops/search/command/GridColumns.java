package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import ai.genops.search.plan.Wildcard;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A grid whose columns are added and replaced, for commands that compute columns in Java.
final class GridColumns {
    private final List<Grid.Field> fields;
    private final List<List<@Nullable List<String>>> rows = new ArrayList<>();

    GridColumns(Grid grid) {
        fields = new ArrayList<>(grid.fields());
        grid.rows().forEach(row -> rows.add(new ArrayList<>(row.cells())));
    }

    int size() {
        return rows.size();
    }

    /// Adds a row without values.
    void addRow() {
        var row = new ArrayList<@Nullable List<String>>();
        fields.forEach(_ -> row.add(null));
        rows.add(row);
    }

    private int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /// The columns that match one of these patterns; without patterns all whose name does not begin with `_`.
    List<String> names(List<String> patterns) {
        List<Wildcard> wanted = patterns.stream().map(Wildcard::new).toList();
        return fields.stream()
                .map(Grid.Field::name)
                .filter(name -> wanted.isEmpty()
                        ? !name.startsWith("_")
                        : wanted.stream().anyMatch(each -> each.matches(name)))
                .toList();
    }

    /// The numbers of a column, NaN where there is none; null if there is no such column.
    double @Nullable [] numbers(String name) {
        int at = indexOf(name);
        if (at < 0) {
            return null;
        }
        var numbers = new double[rows.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(rows.get(i).get(at));
        }
        return numbers;
    }

    /// As [#numbers], of a column that is there.
    double[] known(String name) {
        return Objects.requireNonNull(numbers(name), name);
    }

    /// Whether every value of a column is a finite number.
    boolean isNumeric(String name) {
        int at = indexOf(name);
        return rows.stream().map(row -> row.get(at)).allMatch(cell -> cell == null || Double.isFinite(number(cell)));
    }

    /// What a row has of a column.
    @Nullable
    List<String> cell(String name, int row) {
        int at = indexOf(name);
        return at < 0 ? null : rows.get(row).get(at);
    }

    /// What all rows have of a column.
    List<@Nullable List<String>> cells(String name) {
        return rows.stream()
                .<@Nullable List<String>>map(row -> row.get(indexOf(name)))
                .toList();
    }

    static double number(@Nullable List<String> cell) {
        if (cell == null || cell.isEmpty()) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(cell.getFirst().strip());
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    /// Puts a column in the place of the one of its name, or behind all others; NaN and what is beyond is no value.
    void put(String name, Type type, double[] numbers) {
        var cells = new ArrayList<@Nullable List<String>>();
        for (double number : numbers) {
            cells.add(Double.isFinite(number) ? List.of(Coerce.textOf(number)) : null);
        }
        put(name, type, cells);
    }

    void put(String name, Type type, List<@Nullable List<String>> cells) {
        int at = indexOf(name);
        var field = new Grid.Field(name, type);
        if (at < 0) {
            fields.add(field);
        } else {
            fields.set(at, field);
        }
        for (int i = 0; i < rows.size(); i++) {
            if (at < 0) {
                rows.get(i).add(cells.get(i));
            } else {
                rows.get(i).set(at, cells.get(i));
            }
        }
    }

    /// Takes a column away; its cells.
    List<@Nullable List<String>> remove(String name) {
        int at = indexOf(name);
        fields.remove(at);
        var cells = new ArrayList<@Nullable List<String>>();
        rows.forEach(row -> cells.add(row.remove(at)));
        return cells;
    }

    Grid grid() {
        return grid(_ -> true);
    }

    /// Some of the rows, by their place.
    Grid grid(IntPredicate kept) {
        List<Grid.Row> some = IntStream.range(0, rows.size())
                .filter(kept)
                .mapToObj(row -> new Grid.Row(rows.get(row)))
                .toList();
        return new Grid(List.copyOf(fields), some);
    }
}
