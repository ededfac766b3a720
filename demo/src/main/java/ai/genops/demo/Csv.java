package ai.genops.demo;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/// The tables that come with the client.
final class Csv {
    private Csv() {}

    /// All rows of a table, by column name; `resource` is relative to this package.
    static List<NamedCsvRecord> rows(String resource) {
        try (var text = new InputStreamReader(
                        Objects.requireNonNull(Csv.class.getResourceAsStream(resource), resource),
                        StandardCharsets.UTF_8);
                var reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            return reader.stream().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
