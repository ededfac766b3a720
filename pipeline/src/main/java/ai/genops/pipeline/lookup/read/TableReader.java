package ai.genops.pipeline.lookup.read;

import ai.genops.pipeline.lookup.table.Table;
import ai.genops.pipeline.lookup.table.TableBuilder;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;

/// Reads a lookup's file, row by row, into a table.
public final class TableReader {
    private TableReader() {}

    /// Reads a file whole.
    ///
    /// @throws IOException if it cannot be read or is no such table; the message says where
    public static Table read(Path file, ReadOptions options) throws IOException {
        var table = new TableBuilder();
        try (Reader text = Decoding.open(Unpacking.open(file, options.maxBytes()), options.encoding())) {
            switch (options.format()) {
                case CSV -> CsvRows.read(text, table);
                case JSON -> new JsonRows(table, options.keyColumn()).read(text);
                case NDJSON -> new JsonRows(table, options.keyColumn()).readLines(text);
                case MMDB -> throw new IOException("a MaxMind database is for the processor `geoip`");
            }
            if (table.columns() == 0) {
                throw new IOException("it is empty");
            }
            return table.finish();
        } catch (CharacterCodingException e) {
            throw new IOException(notText(options, table), e);
        } catch (UncheckedIOException e) {
            throw e.getCause() instanceof CharacterCodingException
                    ? new IOException(notText(options, table), e)
                    : e.getCause();
        }
    }

    /// Text is decoded ahead of the rows, so the place is told roughly.
    private static String notText(ReadOptions options, TableBuilder table) {
        return "after line %d something is not %s; say what it is with `encoding`"
                .formatted(table.rows() + 1, options.encoding().name());
    }
}
