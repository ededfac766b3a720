package ai.genops.search.command;

import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import ai.genops.search.spl.Cursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `transpose 5 header_field=name column_name=column`: rows become columns `row 1`, `row 2`, ..., or named by a field;
/// five rows if it does not say how many, all with 0. With `include_empty=f` without fields that have no value. Splunk,
/// Search Reference, `transpose`.
record Transpose(long rows, String columnName, @Nullable String headerField, boolean includeEmpty)
        implements Command.Step {
    private static final int MOST = 500;

    static Transpose read(Cursor in) {
        long rows = 5;
        String columnName = "column";
        String headerField = null;
        boolean includeEmpty = true;
        while (!in.atEnd()) {
            String option = in.option("column_name", "header_field", "include_empty");
            if (option == null) {
                rows = Numbers.required(in);
            } else if (option.equals("column_name")) {
                columnName = in.optionValue();
            } else if (option.equals("header_field")) {
                headerField = in.optionValue();
            } else {
                includeEmpty = Numbers.flag(in);
            }
        }
        return new Transpose(rows, columnName, headerField, includeEmpty);
    }

    @Override
    public Relation apply(Relation input, Planning planning) {
        int limit = (int) (rows == 0 ? MOST : Math.min(rows, MOST));
        Grid grid = planning.probe().grid(input, limit);
        if (rows == 0 && grid.rows().size() == MOST) {
            planning.warn("`transpose` takes at most %d rows".formatted(MOST));
        }
        int header = headerField == null ? -1 : grid.indexOf(headerField);
        var fields = new LinkedHashMap<String, Grid.Field>();
        fields.put(columnName, new Grid.Field(columnName, Type.TEXT));
        var kept = new ArrayList<Grid.Row>();
        for (int i = 0; i < grid.rows().size(); i++) {
            String name = header < 0
                    ? "row " + (i + 1)
                    : text(grid.rows().get(i).cells().get(header));
            if (!name.isEmpty() && !fields.containsKey(name)) {
                fields.put(name, new Grid.Field(name, type(grid)));
                kept.add(grid.rows().get(i));
            }
        }
        var turned = new ArrayList<Grid.Row>();
        for (int c = 0; c < grid.fields().size(); c++) {
            if (c != header && (includeEmpty || hasValue(c, kept))) {
                turned.add(row(grid.names().get(c), c, kept));
            }
        }
        return Rows.of(new Grid(List.copyOf(fields.values()), turned), "transpose", planning);
    }

    private static boolean hasValue(int column, List<Grid.Row> rows) {
        return rows.stream().anyMatch(row -> !text(row.cells().get(column)).isEmpty());
    }

    private static Type type(Grid grid) {
        return grid.fields().stream().anyMatch(field -> field.type() == Type.LIST) ? Type.LIST : Type.TEXT;
    }

    private static Grid.Row row(String name, int column, List<Grid.Row> rows) {
        var cells = new ArrayList<@Nullable List<String>>();
        cells.add(List.of(name));
        rows.forEach(row -> cells.add(row.cells().get(column)));
        return new Grid.Row(cells);
    }

    private static String text(@Nullable List<String> values) {
        return values == null ? "" : String.join(" ", values);
    }
}
