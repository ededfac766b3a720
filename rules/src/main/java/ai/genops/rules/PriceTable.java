package ai.genops.rules;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Price;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue from CSV with the columns {@code provider}, {@code model}, {@code input_cost_per_1k},
 * {@code output_cost_per_1k} and, if wanted, {@code cache_read_cost_per_1k}, {@code cache_write_cost_per_1k},
 * {@code cache_write_1h_cost_per_1k}, {@code reasoning_cost_per_1k}, {@code audio_input_cost_per_1k},
 * {@code audio_output_cost_per_1k}, {@code image_input_cost_per_1k}, {@code image_output_cost_per_1k},
 * {@code cost_per_request}, {@code region}, {@code service_tier}, {@code effective_from} and {@code effective_to} (days,
 * the last one not included). Others are passed over. Names are compared without regard to case. A row without a region or
 * a tier is for all that have no row of their own. Of several rows that hold on a day the one with the latest
 * {@code effective_from} counts.
 */
public final class PriceTable implements Catalogue {
    private static final int MAX_DIGITS = 30;

    private record Row(String provider, String region, String tier, LocalDate from, LocalDate to, Price price) {
        boolean holds(LocalDate day) {
            return !day.isBefore(from) && day.isBefore(to);
        }

        boolean fits(String wantedProvider, String wantedRegion, String wantedTier) {
            return (wantedProvider.isEmpty() || provider.equals(wantedProvider))
                    && (region.isEmpty() || region.equals(wantedRegion))
                    && (tier.isEmpty() || tier.equals(wantedTier));
        }

        /** What is said of a region and a tier counts before what is said of all, and the later before the older. */
        boolean isBefore(@Nullable Row other) {
            int by = other == null ? 1 : exactness() - other.exactness();
            return by > 0 || (by == 0 && other != null && from.isAfter(other.from));
        }

        private int exactness() {
            return (region.isEmpty() ? 0 : 2) + (tier.isEmpty() ? 0 : 1);
        }
    }

    private final Map<String, List<Row>> byModel = new HashMap<>();
    private final String version;

    private PriceTable(String version) {
        this.version = version;
    }

    /**
     * Reads CSV (UTF-8), under the name that its version begins with.
     *
     * @throws IOException if a price or day is none; the message says where
     */
    public static PriceTable read(String name, byte[] csv) throws IOException {
        var table = new PriceTable(Versions.of(name, csv));
        for (Csv.Row row : Csv.read(new String(csv, StandardCharsets.UTF_8))) {
            table.add(row);
        }
        return table;
    }

    private void add(Csv.Row line) throws IOException {
        BigDecimal input = price(line, "input_cost_per_1k");
        BigDecimal output = price(line, "output_cost_per_1k");
        String model = text(line, "model");
        if (input == null || output == null || model.isEmpty()) {
            throw new IOException(
                    "line %d needs a model, an input_cost_per_1k and an output_cost_per_1k".formatted(line.line()));
        }
        var price = new Price(
                input,
                output,
                price(line, "cache_read_cost_per_1k"),
                price(line, "cache_write_cost_per_1k"),
                price(line, "cache_write_1h_cost_per_1k"),
                price(line, "reasoning_cost_per_1k"),
                price(line, "audio_input_cost_per_1k"),
                price(line, "audio_output_cost_per_1k"),
                price(line, "image_input_cost_per_1k"),
                price(line, "image_output_cost_per_1k"),
                price(line, "cost_per_request"));
        byModel.computeIfAbsent(model, key -> new ArrayList<>())
                .add(new Row(
                        text(line, "provider"),
                        text(line, "region"),
                        text(line, "service_tier"),
                        day(line, "effective_from", LocalDate.MIN),
                        day(line, "effective_to", LocalDate.MAX),
                        price));
    }

    /** An empty provider: of whichever provider, if only one has a model of this name. */
    @Override
    public @Nullable Price find(Call call) {
        String model = call.model().strip().toLowerCase(Locale.ROOT);
        Price price = find(call, byModel.getOrDefault(model, List.of()));
        String behind = price == null ? InferenceProfile.modelOf(model) : null;
        return behind == null ? price : find(call, byModel.getOrDefault(behind, List.of()));
    }

    private static @Nullable Price find(Call call, List<Row> rows) {
        String provider = call.provider().strip().toLowerCase(Locale.ROOT);
        String region = call.region().toLowerCase(Locale.ROOT);
        LocalDate day = call.time().toLocalDate();
        Row best = null;
        for (Row row : rows) {
            if (provider.isEmpty() && !row.provider.equals(rows.get(0).provider)) {
                return null;
            }
            if (row.holds(day) && row.fits(provider, region, call.tier()) && row.isBefore(best)) {
                best = row;
            }
        }
        return best == null ? null : best.price;
    }

    @Override
    public String version() {
        return version;
    }

    private static String text(Csv.Row line, String column) {
        return line.get(column).toLowerCase(Locale.ROOT);
    }

    private static @Nullable BigDecimal price(Csv.Row line, String column) throws IOException {
        String text = text(line, column);
        if (text.isEmpty()) {
            return null;
        }
        try {
            BigDecimal price = text.length() > MAX_DIGITS ? BigDecimal.valueOf(-1) : new BigDecimal(text);
            if (price.signum() >= 0 && price.scale() < MAX_DIGITS && price.scale() > -MAX_DIGITS) {
                return price;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new IOException("line %d: %s is `%s`, which is no price".formatted(line.line(), column, text));
    }

    private static LocalDate day(Csv.Row line, String column, LocalDate otherwise) throws IOException {
        String text = text(line, column);
        try {
            return text.isEmpty() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IOException(
                    "line %d: %s is `%s`, which is no day such as 2026-01-31".formatted(line.line(), column, text), e);
        }
    }
}
