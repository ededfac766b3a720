package ai.genops.pipeline.lookup;

import ai.genops.pipeline.config.Names;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A CSV file in memory, typed per column: if every value of a column is a number, its values are Long or Double, else
/// text. An empty value is absent. Unchanging.
public final class CsvTable {
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]{0,17})(\\.[0-9]{1,17})?");

    private final List<String> columns;
    private final List<@Nullable Object[]> rows;

    private CsvTable(List<String> columns, List<@Nullable Object[]> rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /// Reads RFC 4180 CSV with a header line, UTF-8.
    /// @throws IOException if it cannot be read or is no such table; the message says where
    public static CsvTable read(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = reader().ofCsvRecord(file)) {
            List<String> columns = List.of();
            List<@Nullable Object[]> rows = new ArrayList<>();
            for (CsvRecord line : csv) {
                if (columns.isEmpty()) {
                    columns = line.getFields().stream().map(String::strip).toList();
                } else {
                    rows.add(row(line, columns.size()));
                }
            }
            if (columns.isEmpty()) {
                throw new IOException("it is empty; its first line must name the columns");
            }
            toNumbers(columns.size(), rows);
            return new CsvTable(columns, rows);
        } catch (CsvParseException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    public List<String> columns() {
        return columns;
    }

    public int size() {
        return rows.size();
    }

    /// The place of a column, or -1.
    public int column(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (Names.key(columns.get(i)).equals(Names.key(name))) {
                return i;
            }
        }
        return -1;
    }

    /// The rows by the text of their key columns; of rows with the same key the first counts.
    Map<String, @Nullable Object[]> index(int[] keyColumns, boolean caseSensitive) {
        Map<String, @Nullable Object[]> index = HashMap.newHashMap(rows.size());
        @Nullable Object[] key = new Object[keyColumns.length];
        for (@Nullable Object[] row : rows) {
            for (int i = 0; i < key.length; i++) {
                key[i] = row[keyColumns[i]];
            }
            index.putIfAbsent(LookupKey.of(key, caseSensitive), row);
        }
        return index;
    }

    /// Lines of another length are let through, to be refused by [#row] in our own words.
    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder().allowExtraFields(true).allowMissingFields(true);
    }

    private static @Nullable Object[] row(CsvRecord line, int columns) throws IOException {
        if (line.getFieldCount() != columns) {
            throw new IOException("line %d has %d values for %d columns"
                    .formatted(line.getStartingLineNumber(), line.getFieldCount(), columns));
        }
        @Nullable Object[] row = new Object[columns];
        for (int i = 0; i < columns; i++) {
            String value = line.getField(i);
            row[i] = value.isEmpty() ? null : value;
        }
        return row;
    }

    private static void toNumbers(int columns, List<@Nullable Object[]> rows) {
        for (int i = 0; i < columns; i++) {
            int column = i;
            if (rows.stream().allMatch(row -> isNumberOrAbsent(row[column]))) {
                for (@Nullable Object[] row : rows) {
                    row[column] = number(row[column]);
                }
            }
        }
    }

    private static boolean isNumberOrAbsent(@Nullable Object value) {
        return value == null || NUMBER.matcher((String) value).matches();
    }

    private static @Nullable Object number(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = (String) value;
        return text.indexOf('.') < 0 ? (Object) Long.valueOf(text) : Double.valueOf(text);
    }
}
