package ai.genops.pipeline.processor;

import ai.genops.pipeline.config.Names;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.lookup.LookupSource;
import ai.genops.pipeline.processor.price.PriceTable;
import java.io.IOException;

/// Reads `catalogue`, the lookup that holds the prices, and `reprice`.
final class PricingReader implements ProcessorReaders.Reader {
    @Override
    public Processor read(Section block, PipelineScope scope) {
        String id = block.text("catalogue", "model_pricing");
        boolean again = block.flag("reprice", false);
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
            var prices = PriceTable.read(id, loaded.definition().file());
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
}
