package ai.genops.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Cost;
import ai.genops.governance.price.Price;
import ai.genops.governance.price.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonCatalogueTest {
    private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-12T12:00:00");
    private static final Usage MILLION = usage(1_000_000, 1_000_000);

    private static final String LITELLM = """
            {
              "m": {"litellm_provider": "openai", "input_cost_per_token": 2.5e-06, "output_cost_per_token": 1e-05,
                "input_cost_per_token_batches": 1.25e-06, "output_cost_per_token_batches": 5e-06,
                "cache_read_input_token_cost": 1.25e-06, "output_cost_per_reasoning_token": 2e-05,
                "input_cost_per_audio_token": 4e-05, "output_cost_per_audio_token": 8e-05},
              "azure/m": {"litellm_provider": "azure", "input_cost_per_token": 3e-06, "output_cost_per_token": 1e-05},
              "gemini/pro": {"litellm_provider": "gemini", "input_cost_per_token": 1e-06, "output_cost_per_token": 1e-05,
                "input_cost_per_token_above_200k_tokens": 2e-06, "output_cost_per_token_above_200k_tokens": 1.5e-05,
                "input_cost_per_token_batches": 5e-07, "output_cost_per_token_batches": 5e-06},
              "claude": {"litellm_provider": "anthropic", "input_cost_per_token": 3e-06, "output_cost_per_token": 1.5e-05,
                "cache_creation_input_token_cost": 3.75e-06, "cache_creation_input_token_cost_above_1hr": 6e-06},
              "qwen": {"litellm_provider": "dashscope", "tiered_pricing": [
                {"range": [0, 256000.0], "input_cost_per_token": 5e-08, "output_cost_per_token": 4e-07},
                {"range": [256000.0, 1000000.0], "input_cost_per_token": 2.5e-07, "output_cost_per_token": 2e-06}]},
              "voice": {"litellm_provider": "openai", "input_cost_per_token": 0, "output_cost_per_token": 0,
                "input_cost_per_second": 0.0001}
            }""";

    private static final String GENAI = """
            [{"id": "anthropic", "name": "Anthropic", "model_match": {"contains": "claude"},
              "provider_match": {"contains": "anthropic"}, "models": [
                {"id": "claude-opus", "match": {"or": [{"starts_with": "claude-opus"}, {"regex": "^opus-[0-9]$"}]},
                 "prices": [
                  {"prices": {"input_mtok": {"base": 5, "tiers": [{"start": 200000, "price": 10}]}, "output_mtok": 25}},
                  {"constraint": {"start_date": "2026-03-13"}, "prices": {"input_mtok": 4, "output_mtok": 20}}]},
                {"id": "embed", "match": {"equals": "embed"}, "prices": {"input_mtok": 0.1}}]},
             {"id": "azure", "fallback_model_providers": ["anthropic"], "models": []},
             {"id": "deepseek", "models": [{"id": "chat", "match": {"and": [{"contains": "deep"}, {"ends_with": "chat"}]},
                "prices": [{"prices": {"input_mtok": 0.135, "output_mtok": 0.55, "requests_kcount": 5}},
                  {"constraint": {"start_time": "00:30:00Z", "end_time": "16:30:00Z"},
                   "prices": {"input_mtok": 0.27, "output_mtok": 1.1}}]}]}]""";

    @Test
    void anInferenceProfileHasItsOwnPriceOrThatOfItsModel() throws IOException {
        JsonCatalogue prices = read("""
                {"vendor.m": {"litellm_provider": "bedrock_converse", "input_cost_per_token": 1e-06},
                 "eu.vendor.m": {"litellm_provider": "bedrock_converse", "input_cost_per_token": 2e-06},
                 "bedrock/us-west-2/vendor.m": {"litellm_provider": "bedrock", "input_cost_per_token": 3e-06}}""");
        assertThat(cost(prices, "aws.bedrock", "eu.vendor.m", "", usage(1000, 0)))
                .isEqualByComparingTo("0.002");
        assertThat(cost(prices, "aws.bedrock", "us.vendor.m", "", usage(1000, 0)))
                .isEqualByComparingTo("0.001");
        assertThat(cost(prices, "aws.bedrock", "xx.vendor.m", "", usage(1000, 0)))
                .isNull();
        Price west = prices.find(new Call("bedrock", "us.vendor.m", NOON, "", "us-west-2", 1000));
        assertThat(Objects.requireNonNull(west).input()).isEqualByComparingTo("0.003");
    }

    @Test
    void aProviderIsFoundByAnyOfItsNames() throws IOException {
        JsonCatalogue prices = read(LITELLM);
        assertThat(cost(prices, "openai", "M", "", MILLION)).isEqualByComparingTo("12.5");
        assertThat(cost(prices, "azure.ai.openai", "m", "", MILLION)).isEqualByComparingTo("13");
        assertThat(cost(prices, "", "m", "", MILLION)).isEqualByComparingTo("12.5");
        assertThat(cost(prices, "", "pro", "", usage(1000, 0))).isEqualByComparingTo("0.001");
        assertThat(cost(prices, "groq", "m", "", MILLION)).isNull();
        assertThat(cost(prices, "openai", "m2", "", MILLION)).isNull();
    }

    @Test
    void serviceTiersHaveTheirOwnPricesOrNone() throws IOException {
        JsonCatalogue prices = read(LITELLM);
        assertThat(cost(prices, "openai", "m", "batch", MILLION)).isEqualByComparingTo("6.25");
        assertThat(cost(prices, "openai", "m", "priority", MILLION)).isNull();
        assertThat(cost(prices, "gcp.gemini", "pro", "batch", usage(100_000, 0)))
                .isEqualByComparingTo("0.05");
        assertThat(cost(prices, "gcp.gemini", "pro", "batch", usage(300_000, 0)))
                .as("nobody knows the batch price of long prompts")
                .isNull();
    }

    @Test
    void aLongPromptChangesThePriceOfAllTokens() throws IOException {
        JsonCatalogue prices = read(LITELLM);
        assertThat(cost(prices, "gemini", "pro", "", usage(200_000, 100))).isEqualByComparingTo("0.201");
        assertThat(cost(prices, "gemini", "pro", "", usage(200_001, 100))).isEqualByComparingTo("0.401502");
        assertThat(cost(prices, "dashscope", "qwen", "", usage(256_000, 0))).isEqualByComparingTo("0.0128");
        assertThat(cost(prices, "dashscope", "qwen", "", usage(256_001, 0))).isEqualByComparingTo("0.06400025");
    }

    @Test
    void partsOfACallHaveTheirOwnPrices() throws IOException {
        JsonCatalogue prices = read(LITELLM);
        Usage parts = new Usage(1000, 500, 400, 0, 0, 100, 200, 50);
        // 400 input, 200 audio, 400 read; 350 output, 100 reasoning, 50 audio
        assertThat(cost(prices, "openai", "m", "", parts)).isEqualByComparingTo("0.019");
    }

    @Test
    void whatTheCacheKeepsForAnHourCostsMore() throws IOException {
        Usage written = new Usage(1000, 0, 0, 1000, 400, 0, 0, 0);
        assertThat(cost(read(LITELLM), "anthropic", "claude", "", written)).isEqualByComparingTo("0.00465");
    }

    @Test
    void whatIsPricedByOtherUnitsIsUnpriced() throws IOException {
        assertThat(cost(read(LITELLM), "openai", "voice", "", MILLION)).isNull();
    }

    @Test
    void thePriceOfTheDayAndTheHourCounts() throws IOException {
        JsonCatalogue prices = read(GENAI);
        Usage one = usage(1_000_000, 0);
        assertThat(cost(prices, "anthropic", "claude-opus-4", NOON, one)).isEqualByComparingTo("10");
        assertThat(cost(prices, "anthropic", "claude-opus-4", NOON.plusDays(1), one))
                .isEqualByComparingTo("4");
        assertThat(cost(prices, "anthropic", "opus-4", NOON, usage(1000, 0))).isEqualByComparingTo("0.005");
        assertThat(cost(prices, "deepseek", "deep-chat", NOON, one)).isEqualByComparingTo("0.27");
        assertThat(cost(prices, "deepseek", "deep-chat", NOON.plusHours(5), one))
                .as("with the price per request")
                .isEqualByComparingTo("0.14");
    }

    @Test
    void modelsAreFoundAtOtherProvidersOnlyWhereTheCatalogueSaysSo() throws IOException {
        JsonCatalogue prices = read(GENAI);
        Usage one = usage(1000, 0);
        assertThat(cost(prices, "azure.ai.openai", "claude-opus-4", NOON, one)).isEqualByComparingTo("0.005");
        assertThat(cost(prices, "", "claude-opus-4", NOON, one)).isEqualByComparingTo("0.005");
        assertThat(cost(prices, "my-anthropic-proxy", "claude-opus-4", NOON, one))
                .isEqualByComparingTo("0.005");
        assertThat(cost(prices, "deepseek", "claude-opus-4", NOON, one)).isNull();
        assertThat(cost(prices, "anthropic", "embed", NOON, one)).isEqualByComparingTo("0.0001");
        assertThat(cost(prices, "anthropic", "embed", NOON, usage(1000, 1)))
                .as("there is no price of its output")
                .isNull();
    }

    @Test
    void theShippedCatalogueIsUsable() throws IOException {
        JsonCatalogue prices = shipped();
        assertThat(cost(prices, "openai", "gpt-4o", "", MILLION)).isEqualByComparingTo("12.5");
        assertThat(cost(prices, "gcp.gemini", "gemini-2.5-pro", "", usage(200_001, 0)))
                .isEqualByComparingTo("0.5000025");
        assertThat(prices.version()).matches("model_prices@[0-9a-f]{12}");
    }

    @Test
    void theShippedCatalogueKnowsWhatBedrockAndVertexReport() throws IOException {
        JsonCatalogue prices = shipped();
        assertThat(input(prices, "bedrock", "anthropic.claude-sonnet-4-5-20250929-v1:0", "eu-west-1"))
                .isEqualByComparingTo("0.003");
        assertThat(input(prices, "aws.bedrock", "us.anthropic.claude-sonnet-4-5-20250929-v1:0", "us-east-1"))
                .as("an inference profile with a price of its own")
                .isEqualByComparingTo("0.0033");
        assertThat(input(prices, "bedrock", "eu.amazon.titan-embed-text-v2:0", "eu-west-1"))
                .as("an inference profile without one")
                .isEqualByComparingTo("0.00002");
        assertThat(input(prices, "bedrock", "meta.llama3-8b-instruct-v1:0", "sa-east-1"))
                .as("a region with a price of its own")
                .isEqualByComparingTo("0.0005");
        assertThat(input(prices, "bedrock", "meta.llama3-8b-instruct-v1:0", "eu-north-1"))
                .isEqualByComparingTo("0.0003");
        assertThat(input(prices, "vertex_ai", "gemini-2.5-flash", "us-central1"))
                .isEqualByComparingTo("0.0003");
        assertThat(input(prices, "gcp.vertex_ai", "claude-sonnet-4-5@20250929", "europe-west1"))
                .isEqualByComparingTo("0.003");
        assertThat(input(prices, "vertex_ai", "text-embedding-005", "us-central1"))
                .isEqualByComparingTo("0.0001");
    }

    @Test
    void whatTheShippedCatalogueDoesNotKnowStaysUnpriced() throws IOException {
        JsonCatalogue prices = shipped();
        assertThat(input(prices, "bedrock", "us.vendor.unheard-of-v1:0", "us-east-1"))
                .isNull();
        assertThat(input(prices, "bedrock", "amazon.nova-canvas-v1:0", "us-east-1"))
                .as("priced by the image")
                .isNull();
        assertThat(input(prices, "vertex_ai", "gpt-4o", "us-central1")).isNull();
        assertThat(input(prices, "anthropic", "anthropic.claude-sonnet-4-5-20250929-v1:0", ""))
                .isNull();
    }

    @Test
    void withoutAProviderAPriceCountsOnWhichAllAgree() throws IOException {
        JsonCatalogue prices = read("""
                {"a/m": {"litellm_provider": "a", "input_cost_per_token": 1e-06},
                 "b/m": {"litellm_provider": "b", "input_cost_per_token": 1e-06},
                 "a/n": {"litellm_provider": "a", "input_cost_per_token": 1e-06},
                 "b/n": {"litellm_provider": "b", "input_cost_per_token": 2e-06}}""");
        assertThat(input(prices, "", "m", "")).isEqualByComparingTo("0.001");
        assertThat(input(prices, "", "n", "")).isNull();
    }

    private static JsonCatalogue shipped() throws IOException {
        return JsonCatalogue.read(
                "model_prices", Files.readAllBytes(Path.of("../config/lookups/prices/model_prices.json")));
    }

    /** Per 1,000 tokens. */
    private static @Nullable BigDecimal input(JsonCatalogue prices, String provider, String model, String region) {
        Price price = prices.find(new Call(provider, model, NOON, "", region, 1000));
        return price == null ? null : price.input();
    }

    @Test
    void whatIsNoCatalogueIsTold() {
        assertThatThrownBy(() -> read("{\"a\": {\"b\": 1}}")).hasMessageContaining("neither the form of LiteLLM");
        assertThatThrownBy(() -> read("[{]")).hasMessageContaining("line 1, column");
        assertThatThrownBy(() -> read("[]")).hasMessage("it has no model with a price");
        assertThatThrownBy(() -> read(GENAI.replace("starts_with", "sounds_like")))
                .hasMessage("provider `anthropic`: unknown clause `sounds_like` in a match");
        assertThatThrownBy(() -> read(GENAI.replace("2026-03-13", "soon")))
                .hasMessageContaining("provider `anthropic`");
    }

    private static Usage usage(long input, long output) {
        return new Usage(input, output, 0, 0, 0, 0, 0, 0);
    }

    private static @Nullable BigDecimal cost(
            JsonCatalogue prices, String provider, String model, String tier, Usage usage) {
        return total(prices.find(new Call(provider, model, NOON, tier, usage.prompt())), usage);
    }

    private static @Nullable BigDecimal cost(
            JsonCatalogue prices, String provider, String model, LocalDateTime time, Usage usage) {
        return total(prices.find(new Call(provider, model, time, "", usage.prompt())), usage);
    }

    private static @Nullable BigDecimal total(@Nullable Price price, Usage usage) {
        Cost cost = price == null ? null : price.of(usage);
        return cost == null ? null : Objects.requireNonNull(cost).total();
    }

    private JsonCatalogue read(String json) throws IOException {
        return JsonCatalogue.read("prices", json.getBytes(StandardCharsets.UTF_8));
    }
}
