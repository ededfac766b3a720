package ai.genops.pipeline.lookup.read;

import ai.genops.pipeline.lookup.table.TableBuilder;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;

/// The rows of RFC 4180 CSV, whose first line names the columns.
final class CsvRows {
    private CsvRows() {}

    static void read(Reader text, TableBuilder table) throws IOException {
        // Lines of another length are let through, to be refused below in our own words.
        var reader = CsvReader.builder().allowExtraFields(true).allowMissingFields(true);
        try (CsvReader<CsvRecord> csv = reader.ofCsvRecord(text)) {
            for (CsvRecord line : csv) {
                if (table.columns() == 0) {
                    header(line, table);
                } else {
                    row(line, table);
                }
            }
        } catch (CsvParseException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IOException(e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void header(CsvRecord line, TableBuilder table) throws IOException {
        for (int i = 0; i < line.getFieldCount(); i++) {
            String name = line.getField(i).strip();
            if (name.isEmpty()) {
                throw new IOException(
                        "line %d gives no name to column %d".formatted(line.getStartingLineNumber(), i + 1));
            }
            if (table.column(name) != i) {
                throw new IOException(
                        "line %d names the column `%s` twice".formatted(line.getStartingLineNumber(), name));
            }
        }
    }

    private static void row(CsvRecord line, TableBuilder table) throws IOException {
        if (line.getFieldCount() != table.columns()) {
            throw new IOException("line %d has %d values for %d columns"
                    .formatted(line.getStartingLineNumber(), line.getFieldCount(), table.columns()));
        }
        table.row(line.getStartingLineNumber());
        for (int i = 0; i < line.getFieldCount(); i++) {
            table.untyped(i, line.getField(i));
        }
    }
}
