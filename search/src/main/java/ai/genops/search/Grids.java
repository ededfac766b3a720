package ai.genops.search;

import ai.genops.search.Result.Field;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A result's rows as input of further commands. A column's type is what holds all of its values.
public final class Grids {
    private Grids() {}

    public static Grid of(List<Field> fields, List<Result.Row> rows) {
        var columns = new ArrayList<Grid.Field>();
        for (int i = 0; i < fields.size(); i++) {
            columns.add(new Grid.Field(fields.get(i).name(), type(fields.get(i), i, rows)));
        }
        return new Grid(List.copyOf(columns), rows.stream().map(Grids::row).toList());
    }

    private static Type type(Field field, int column, List<Result.Row> rows) {
        if (field.time()) {
            return Type.TIME;
        }
        List<Value> values = rows.stream()
                .map(row -> row.values().get(column))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
        if (values.stream().anyMatch(Value.Many.class::isInstance)) {
            return Type.LIST;
        }
        if (values.isEmpty() || !values.stream().allMatch(Value.Num.class::isInstance)) {
            return Type.TEXT;
        }
        return values.stream().allMatch(value -> value instanceof Value.Num(var number) && isDouble(number))
                ? Type.NUMBER
                : Type.EXACT;
    }

    private static boolean isDouble(BigDecimal number) {
        double value = number.doubleValue();
        return Double.isFinite(value) && BigDecimal.valueOf(value).compareTo(number) == 0;
    }

    private static Grid.Row row(Result.Row row) {
        var cells = new ArrayList<@Nullable List<String>>();
        for (Value value : row.values()) {
            cells.add(value == null ? null : texts(value));
        }
        return new Grid.Row(cells);
    }

    private static List<String> texts(Value value) {
        return value instanceof Value.Many(var values)
                ? values.stream().map(Value::display).toList()
                : List.of(value.display());
    }
}
