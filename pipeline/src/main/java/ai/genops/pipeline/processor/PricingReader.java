package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.lookup.read.Unpacking;
import ai.genops.rules.JsonCatalogue;
import ai.genops.rules.PriceTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads `catalogue`, the lookup that holds the prices, and `reprice`.
final class PricingReader implements ProcessorReaders.Reader {
    private static final long MAX_BYTES = 64 << 20;

    @Override
    public Processor read(Section block, PipelineScope scope) {
        String id = block.text("catalogue", "model_pricing");
        boolean again = block.flag("reprice", false);
        if (id.endsWith(".json") || id.endsWith(".json.gz") || id.endsWith(".json.zst")) {
            return json(id, again, block, scope);
        }
        LookupSource loaded = scope.lookups().find(id);
        if (loaded == null) {
            block.problems()
                    .error(
                            block.at("catalogue"),
                            "there is no lookup `" + id + "` to take prices from",
                            Names.didYouMean(id, scope.lookups().ids()) + " A file lookups/" + id
                                    + ".csv is enough to make one.");
            return Processor.NOTHING;
        }
        try {
            var prices =
                    PriceTable.read(id, Files.readAllBytes(loaded.definition().file()));
            return new Pricing(prices, again, scope.failures(block.text("name", "cost"), "cost", block.at()));
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("catalogue"),
                            "the lookup `" + id + "` is no catalogue of prices: " + e.getMessage(),
                            "Its columns are provider, model, input_cost_per_1k, output_cost_per_1k.");
            return Processor.NOTHING;
        }
    }

    /// It lies in a folder of its own below `lookups/`, as it is no table.
    private static Processor json(String id, boolean again, Section block, PipelineScope scope) {
        Path file = scope.lookups().folder().resolve(id);
        try {
            if (!Files.isRegularFile(file)) {
                throw new IOException("it is not there");
            }
            byte[] bytes;
            try (InputStream in = Unpacking.open(file, MAX_BYTES)) {
                bytes = in.readAllBytes();
            }
            var prices = JsonCatalogue.read(file.getFileName().toString().replaceFirst("\\.json.*", ""), bytes);
            return new Pricing(prices, again, scope.failures(block.text("name", "cost"), "cost", block.at()));
        } catch (IOException e) {
            block.problems()
                    .error(
                            block.at("catalogue"),
                            "the file lookups/" + id + " is no catalogue of prices: " + e.getMessage(),
                            "Put the map of LiteLLM or of genai-prices there, for example at"
                                    + " lookups/prices/genai_prices.json.");
            return Processor.NOTHING;
        }
    }
}
