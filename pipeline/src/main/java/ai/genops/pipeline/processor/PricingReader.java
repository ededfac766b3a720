package ai.genops.pipeline.processor;

import ai.genops.governance.price.Catalogue;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.PriceCatalogues;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Reads `catalogue`, the lookup or the file that holds the prices, and `reprice`. One's own prices, if there are any,
/// stand above it.
final class PricingReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        String id = block.text("catalogue", "model_pricing");
        boolean again = block.flag("reprice", false);
        Catalogue prices =
                PriceCatalogues.isJson(id) ? json(id, block, scope) : table(id, block.at("catalogue"), block, scope);
        Catalogue own = own(id, block, scope);
        return prices == null
                ? Processor.NOTHING
                : new Pricing(
                        PriceCatalogues.below(own, prices),
                        again,
                        scope.failures(block.text("name", "cost"), "cost", block.at()));
    }

    private static @Nullable Catalogue own(String id, Section block, PipelineScope scope) {
        LookupSource own = scope.lookups().find(PriceCatalogues.OVERRIDES);
        return own == null || id.equals(PriceCatalogues.OVERRIDES)
                ? null
                : table(PriceCatalogues.OVERRIDES, own.definition().at(), block, scope);
    }

    /// @param at where it is told of that it is none
    private static @Nullable Catalogue table(String id, Location at, Section block, PipelineScope scope) {
        LookupSource loaded = scope.lookups().find(id);
        if (loaded == null) {
            block.problems()
                    .error(
                            at,
                            "there is no lookup `" + id + "` to take prices from",
                            Names.didYouMean(id, scope.lookups().ids()) + " A file lookups/" + id
                                    + ".csv is enough to make one.");
            return null;
        }
        try {
            return PriceCatalogues.read(id, loaded.definition().file());
        } catch (IOException e) {
            block.problems()
                    .error(
                            at,
                            "the lookup `" + id + "` is no catalogue of prices: " + e.getMessage(),
                            "Its columns are provider, model, input_cost_per_1k, output_cost_per_1k.");
            return null;
        }
    }

    /// It lies in a folder of its own below `lookups/`, as it is no table.
    private static @Nullable Catalogue json(String id, Section block, PipelineScope scope) {
        Path file = scope.lookups().folder().resolve(id);
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("it is not there");
            }
            return PriceCatalogues.read(id, file);
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("catalogue"),
                            "the file lookups/" + id + " is no catalogue of prices: " + e.getMessage(),
                            "Put the map of LiteLLM or of genai-prices there, for example at"
                                    + " lookups/prices/genai_prices.json.");
            return null;
        }
    }
}
