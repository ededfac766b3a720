package ai.genops.pipeline.processor.price;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A catalogue from CSV with the columns `provider`, `model`, `input_cost_per_1k`, `output_cost_per_1k` and, if wanted,
/// `cache_read_cost_per_1k`, `cache_write_cost_per_1k`, `effective_from` and `effective_to` (days, the last one not
/// included). Others are passed over. Names are compared without regard to case. Of several rows that hold on a day the
/// one with the latest `effective_from` counts.
public final class PriceTable implements Catalogue {
    private static final int MAX_DIGITS = 30;

    private record Row(String provider, LocalDate from, LocalDate to, Price price) {}

    private final Map<String, List<Row>> byModel = new HashMap<>();
    private final String version;

    private PriceTable(String version) {
        this.version = version;
    }

    /// Reads a file, under the name that its version begins with.
    /// @throws IOException if it cannot be read or a price or day is none; the message says where
    public static PriceTable read(String name, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        var table = new PriceTable(Versions.of(name, bytes));
        try (CsvReader<NamedCsvRecord> csv =
                CsvReader.builder().ofNamedCsvRecord(new String(bytes, StandardCharsets.UTF_8))) {
            for (NamedCsvRecord line : csv) {
                table.add(line);
            }
        } catch (CsvParseException e) {
            throw new IOException(e.getMessage(), e);
        }
        return table;
    }

    private void add(NamedCsvRecord line) throws IOException {
        BigDecimal input = price(line, "input_cost_per_1k");
        BigDecimal output = price(line, "output_cost_per_1k");
        String model = text(line, "model");
        if (input == null || output == null || model.isEmpty()) {
            throw new IOException("line %d needs a model, an input_cost_per_1k and an output_cost_per_1k"
                    .formatted(line.getStartingLineNumber()));
        }
        var price =
                new Price(input, output, price(line, "cache_read_cost_per_1k"), price(line, "cache_write_cost_per_1k"));
        byModel.computeIfAbsent(model, _ -> new ArrayList<>())
                .add(new Row(
                        text(line, "provider"),
                        day(line, "effective_from", LocalDate.MIN),
                        day(line, "effective_to", LocalDate.MAX),
                        price));
    }

    /// It has one price for every service tier and size of prompt.
    @Override
    public @Nullable Price find(Call call) {
        return find(call.provider(), call.model(), call.time().toLocalDate());
    }

    /// The price of a model on a day (UTC); null if it is not known. An empty provider: of whichever provider, if only
    /// one has a model of this name.
    public @Nullable Price find(String provider, String model, LocalDate day) {
        List<Row> rows = byModel.get(model.toLowerCase(Locale.ROOT));
        if (rows == null) {
            return null;
        }
        String wanted = provider.toLowerCase(Locale.ROOT);
        Row best = null;
        for (Row row : rows) {
            boolean holds = !day.isBefore(row.from) && day.isBefore(row.to);
            if (wanted.isEmpty() && !row.provider.equals(rows.getFirst().provider)) {
                return null;
            }
            if (holds && (wanted.isEmpty() || row.provider.equals(wanted))) {
                best = best == null || row.from.isAfter(best.from) ? row : best;
            }
        }
        return best == null ? null : best.price;
    }

    @Override
    public String version() {
        return version;
    }

    private static String text(NamedCsvRecord line, String column) {
        return line.findField(column).orElse("").strip().toLowerCase(Locale.ROOT);
    }

    private static @Nullable BigDecimal price(NamedCsvRecord line, String column) throws IOException {
        String text = text(line, column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            BigDecimal price = text.length() > MAX_DIGITS ? BigDecimal.valueOf(-1) : new BigDecimal(text);
            if (price.signum() >= 0 && price.scale() < MAX_DIGITS && price.scale() > -MAX_DIGITS) {
                return price;
            }
        } catch (NumberFormatException _) {
            // told below
        }
        throw new IOException(
                "line %d: %s is `%s`, which is no price".formatted(line.getStartingLineNumber(), column, text));
    }

    private static LocalDate day(NamedCsvRecord line, String column, LocalDate otherwise) throws IOException {
        String text = text(line, column);
        try {
            return text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IOException(
                    "line %d: %s is `%s`, which is no day such as 2026-01-31"
                            .formatted(line.getStartingLineNumber(), column, text),
                    e);
        }
    }
}
