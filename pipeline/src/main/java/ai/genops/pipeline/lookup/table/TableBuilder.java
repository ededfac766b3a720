package ai.genops.pipeline.lookup.table;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes a table row by row. A column may appear late: it is absent in the rows before. One thread.
public final class TableBuilder {
    /// More rows than anybody should keep in memory; an index numbers them with an int.
    static final int MOST_ROWS = 50_000_000;

    private static final int MOST_COLUMNS = 1000;

    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final List<ColumnBuilder> columns = new ArrayList<>();
    private int[] lines = new int[16];
    private boolean plainLines = true;
    private int rows;

    /// The place of a column, which is made if it is new.
    public int column(String name) throws IOException {
        Integer place = places.putIfAbsent(name, names.size());
        if (place != null) {
            return place;
        }
        if (names.size() == MOST_COLUMNS) {
            throw new IOException("it has more than " + MOST_COLUMNS + " columns");
        }
        names.add(name);
        ColumnBuilder column = new ColumnBuilder();
        for (int row = 0; row < rows - 1; row++) {
            column.absent();
        }
        columns.add(column);
        return names.size() - 1;
    }

    /// Begins a row that stands at `line` of the file; its values follow in any order, each column once.
    public void row(long line) throws IOException {
        complete();
        if (rows == MOST_ROWS) {
            throw new IOException("it has more than " + MOST_ROWS + " rows");
        }
        if (rows == lines.length) {
            lines = Arrays.copyOf(lines, 2 * rows);
        }
        plainLines &= line == rows + 2;
        lines[rows++] = Math.toIntExact(line);
    }

    /// A value whose type the file does not say, as in CSV.
    public void untyped(int place, String text) throws IOException {
        columns.get(place).untyped(text);
    }

    public void text(int place, String text) throws IOException {
        columns.get(place).text(text);
    }

    public void bool(int place, boolean value) throws IOException {
        columns.get(place).bool(value);
    }

    /// Whether the current row has a value for the column already.
    public boolean has(int place) {
        return columns.get(place).rows() == rows;
    }

    public int columns() {
        return names.size();
    }

    public int rows() {
        return rows;
    }

    public Table finish() throws IOException {
        complete();
        List<Column> finished = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            finished.add(columns.get(i).finish());
        }
        return new Table(names, finished, rows, plainLines ? new int[0] : Arrays.copyOf(lines, rows));
    }

    private void complete() throws IOException {
        for (ColumnBuilder column : columns) {
            if (column.rows() < rows) {
                column.absent();
            }
        }
    }
}
