/**
 * Prices, policies and budgets that are written down in files. Starting points: {@link ai.genops.rules.JsonRuleFiles} reads
 * files for the SDK, {@link ai.genops.rules.PriceTable} prices from CSV, {@link ai.genops.rules.JsonCatalogue} the price maps
 * of LiteLLM and genai-prices, {@link ai.genops.rules.PolicyReader} and {@link ai.genops.rules.BudgetReader} blocks of
 * settings. What other conventions for spans mean is in convention.
 */
@NullMarked
package ai.genops.rules;

import org.jspecify.annotations.NullMarked;
