package ai.genops.pipeline.lookup.table;

import ai.genops.pipeline.config.Names;
import java.util.List;

/// Rows by named columns, typed per column: if every value is a number, its values are Long (all whole) or Double; if
/// the file says true and false, Boolean; else text. An empty value is absent. Unchanging; safe for concurrent use.
public final class Table {
    private final List<String> names;
    private final List<Column> columns;
    private final int rows;
    private final int[] lines;

    /// @param lines where each row begins in the file, from 1; empty if row n stands at line n + 2
    Table(List<String> names, List<Column> columns, int rows, int[] lines) {
        this.names = List.copyOf(names);
        this.columns = List.copyOf(columns);
        this.rows = rows;
        this.lines = lines;
    }

    public List<String> names() {
        return names;
    }

    public int rows() {
        return rows;
    }

    public Column column(int place) {
        return columns.get(place);
    }

    /// The place of a column, its name compared as configuration keys are; -1 if there is none.
    public int place(String name) {
        int exact = names.indexOf(name);
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < names.size(); i++) {
            if (Names.key(names.get(i)).equals(Names.key(name))) {
                return i;
            }
        }
        return -1;
    }

    /// The line of the file where a row begins, from 1.
    public int line(int row) {
        return lines.length == 0 ? row + 2 : lines[row];
    }

    /// What it takes in memory, by its own arrays.
    public long bytes() {
        return 4L * lines.length + columns.stream().mapToLong(Column::bytes).sum();
    }
}
