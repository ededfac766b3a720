package ai.genops.search.command;

import ai.genops.search.plan.Coerce;
import ai.genops.search.plan.Expr;
import ai.genops.search.plan.Grid;
import ai.genops.search.plan.Planning;
import ai.genops.search.plan.Relation;
import ai.genops.search.plan.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A field made of the texts of another by an operator in Java, which takes a bounded number of rows.
final class TextColumn {
    /// No field of a query can have this name.
    private static final String SOURCE = "\u0001text";

    private TextColumn() {}

    /// @param values of a text; none: the row has what `otherwise` says, or keeps what it has
    static Relation of(
            Relation input,
            Expr text,
            String target,
            Function<String, List<String>> values,
            @Nullable String otherwise,
            String command,
            Planning planning) {
        Grid grid = Rows.fetch(input.define(SOURCE, planning.column(Type.TEXT), Coerce.text(text)), command, planning);
        int source = grid.indexOf(SOURCE);
        int own = grid.indexOf(target);
        var columns = new GridColumns(without(grid, source));
        var cells = new ArrayList<@Nullable List<String>>();
        boolean several = own >= 0 && grid.fields().get(own).type() == Type.LIST;
        for (Grid.Row row : grid.rows()) {
            List<String> read = row.cells().get(source);
            List<String> found = read == null ? List.of() : values.apply(read.getFirst());
            several |= found.size() > 1;
            cells.add(
                    !found.isEmpty()
                            ? found
                            : otherwise != null
                                    ? List.of(otherwise)
                                    : own < 0 ? null : row.cells().get(own));
        }
        columns.put(target, several ? Type.LIST : Type.TEXT, cells);
        return Rows.of(columns.grid(), command, planning);
    }

    private static Grid without(Grid grid, int column) {
        var fields = new ArrayList<>(grid.fields());
        fields.remove(column);
        var rows = new ArrayList<Grid.Row>();
        for (Grid.Row row : grid.rows()) {
            var cells = new ArrayList<@Nullable List<String>>(row.cells());
            cells.remove(column);
            rows.add(new Grid.Row(cells));
        }
        return new Grid(List.copyOf(fields), rows);
    }
}
