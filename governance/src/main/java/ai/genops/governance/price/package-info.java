/**
 * What models cost. Start at {@link ai.genops.governance.price.Catalogue}, which rates a
 * {@link ai.genops.governance.price.Call} with its {@link ai.genops.governance.price.Usage};
 * {@link ai.genops.governance.price.PriceTable} is one from CSV, {@link ai.genops.governance.price.JsonCatalogue} one from the
 * maps of LiteLLM and genai-prices, {@link ai.genops.governance.price.Layers} puts one's own prices above them, and
 * {@link ai.genops.governance.price.History} one after the other.
 */
@NullMarked
package ai.genops.governance.price;

import org.jspecify.annotations.NullMarked;
