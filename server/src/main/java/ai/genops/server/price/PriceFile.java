package ai.genops.server.price;

import ai.genops.pipeline.lookup.PriceCatalogues;
import java.nio.file.Path;
import java.time.Instant;

/// A catalogue of prices: a lookup with the columns of one, or a file of JSON below `lookups/prices/`.
///
/// @param id as the processor `cost` names it
/// @param changed when the file was changed last
public record PriceFile(String id, Path file, Form form, Instant changed) {
    public enum Form {
        /// A lookup: its rows have days.
        TABLE,
        /// LiteLLM's or genai-prices'.
        JSON
    }

    /// Whether it holds the operator's own prices, which stand above those of every other catalogue.
    public boolean overrides() {
        return id.equals(PriceCatalogues.OVERRIDES);
    }
}
