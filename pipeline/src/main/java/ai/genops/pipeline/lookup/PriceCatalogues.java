package ai.genops.pipeline.lookup;

import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.Layers;
import ai.genops.pipeline.lookup.read.Unpacking;
import ai.genops.rules.JsonCatalogue;
import ai.genops.rules.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Catalogues of prices in files of a configuration's `lookups/`. An operator's own prices are one more: the lookup
/// [#OVERRIDES] stands above every other, and what it does not know has the price of the one below it.
public final class PriceCatalogues {
    /// The lookup of one's own prices.
    public static final String OVERRIDES = "price_overrides";

    private static final long MAX_BYTES = 64 << 20;
    private static final String JSON = "\\.json(\\.gz|\\.zst)?$";

    private PriceCatalogues() {}

    /// Reads a file: a table, or JSON as LiteLLM and genai-prices have it, if its name says so; packed or not.
    ///
    /// @param id what the catalogue's version begins with, a file's ending and folder aside
    /// @throws IOException if it cannot be read or is no catalogue; the message says why
    public static Catalogue read(String id, Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = Unpacking.open(file, MAX_BYTES)) {
            bytes = in.readAllBytes();
        }
        String name = id.substring(id.lastIndexOf('/') + 1).replaceFirst(JSON, "");
        return isJson(file.toString()) ? JsonCatalogue.read(name, bytes) : PriceTable.read(name, bytes);
    }

    /// Whether a name is that of a catalogue in JSON, which is no table and so no lookup.
    public static boolean isJson(String name) {
        return name.matches(".*" + JSON);
    }

    /// A catalogue below one's own prices, if there are any.
    public static Catalogue below(@Nullable Catalogue own, Catalogue catalogue) {
        return own == null ? catalogue : new Layers(List.of(own, catalogue));
    }
}
