/// What models cost: a [Catalogue] finds the [Price] of a [Call], [PriceTable] reads one from CSV, [JsonCatalogue] from
/// the maps of LiteLLM and genai-prices.
@NullMarked
package ai.genops.pipeline.processor.price;

import org.jspecify.annotations.NullMarked;
