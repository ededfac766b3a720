package ai.genops.server.price;

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
}
