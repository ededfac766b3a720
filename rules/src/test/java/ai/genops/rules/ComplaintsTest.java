package ai.genops.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.price.Call;
import ai.genops.governance.price.Catalogue;
import ai.genops.governance.price.History;
import ai.genops.governance.price.Layers;
import ai.genops.governance.price.Rating;
import ai.genops.governance.price.Rating.Priced;
import ai.genops.governance.price.Rating.Unpriced;
import ai.genops.governance.price.Usage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What users of other tools were billed wrongly for. */
class ComplaintsTest {
    private static final LocalDateTime NOW = LocalDateTime.parse("2026-08-01T12:00:00");
    private static final Path SHIPPED = Path.of("../config/lookups/prices/model_prices.json");

    private final Catalogue shipped = read(SHIPPED);

    @Test
    void whatIsWrittenToTheCacheIsBilledOnce() {
        // 10,000 tokens: 9,000 written to the cache at 1.25 times the price, 1,000 others
        Usage usage = Usage.besideCache(1_000, 0, 0, 9_000, 0);
        assertThat(usage.prompt()).isEqualTo(10_000);
        assertThat(usd("anthropic", "claude-sonnet-4-5", usage)).isEqualByComparingTo("0.03675");
        Usage told = new Usage(10_000, 0, 0, 9_000, 0, 0, 0, 0);
        assertThat(usd("anthropic", "claude-sonnet-4-5", told)).isEqualByComparingTo("0.03675");
    }

    @Test
    void whatGeminiHadInItsCacheCostsWhatItsCacheCosts() {
        Usage usage = new Usage(100_000, 0, 100_000, 0, 0, 0, 0, 0);
        assertThat(usd("gemini", "gemini-2.5-pro", usage)).isEqualByComparingTo("0.0125");
        assertThat(usd("gemini", "gemini-2.5-pro", Usage.of(100_000, 0))).isEqualByComparingTo("0.125");
    }

    @Test
    void inputThatExcludesTheCacheIsNotMadeSmallerByIt() {
        // 5,000 beside 2,000 read: the number alone does not tell that they are apart
        Usage usage = Usage.besideCache(5_000, 0, 2_000, 0, 0);
        assertThat(usd("anthropic", "claude-sonnet-4-5", usage)).isEqualByComparingTo("0.0156");
    }

    @Test
    void thinkingThatIsCountedBesideTheAnswerIsBilledAsOutput() {
        Usage usage = Usage.of(1_000, 500).withReasoningBeside(100);
        assertThat(usage.output()).isEqualTo(600);
        assertThat(usd("gemini", "gemini-2.5-pro", usage)).isEqualByComparingTo("0.00725");
    }

    @Test
    void outputIsWhatWasToldAndNotWhatIsLeftOfATotal() {
        Rating rating = rate("openai", "gpt-4o", new Usage(1_000, 300, 600, 0, 0, 200, 0, 0));
        assertThat(rating).isInstanceOfSatisfying(Priced.class, priced -> {
            assertThat(priced.cost().output()).isEqualByComparingTo("0.003");
            assertThat(priced.cost().reasoning()).isEqualByComparingTo("0.002");
            assertThat(priced.cost().cacheRead()).isEqualByComparingTo("0.00075");
            assertThat(priced.catalogue()).startsWith("model_prices@");
        });
    }

    @Test
    void aModelThatNobodyKnowsHasNoPrice() {
        assertThat(rate("openai", "gpt-99", Usage.of(1_000_000, 1_000_000)))
                .isEqualTo(new Unpriced("no price of openai gpt-99 on 2026-08-01"));
        assertThat(rate("openai", "gpt-4o", Usage.of(-1, 0)))
                .isEqualTo(new Unpriced("tokens that are no whole numbers"));
        assertThat(rate("openai", "gpt-4o", Usage.of(Long.MAX_VALUE, 1))).isInstanceOf(Unpriced.class);
    }

    @Test
    void aLongPromptIsLongWithWhatTheCacheHad() {
        Usage usage = new Usage(250_000, 0, 240_000, 0, 0, 0, 0, 0);
        assertThat(usd("gemini", "gemini-2.5-pro", usage)).isEqualByComparingTo("0.085");
    }

    /** Each plain price of the file, read by itself. */
    @Test
    void everyPlainPriceOfTheShippedCatalogueIsFound() throws IOException {
        int compared = 0;
        for (Map.Entry<?, ?> entry :
                JsonTree.map(JsonTree.read(Files.readAllBytes(SHIPPED))).entrySet()) {
            Map<?, ?> model = JsonTree.map(entry.getValue());
            BigDecimal input = JsonTree.amount(model.get("input_cost_per_token"));
            BigDecimal output = JsonTree.amount(model.get("output_cost_per_token"));
            if (input != null && output != null && input.signum() > 0) {
                String name = String.valueOf(entry.getKey());
                String provider = JsonTree.text(model.get("litellm_provider"));
                assertThat(usd(provider, name, Usage.of(1_000, 7)))
                        .as(name)
                        .isEqualByComparingTo(
                                input.multiply(BigDecimal.valueOf(1_000)).add(output.multiply(BigDecimal.valueOf(7))));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(250);
    }

    @Test
    void pricesOfOnesOwnStandAboveAndCanBeChangedAtRunTime() {
        Catalogue own = read(Path.of("../config/lookups/model_pricing.csv"));
        var prices = new Layers(List.of(own, shipped));
        var gpt4 = new Call("openai", "gpt-4", NOW, "", 150);
        assertThat(prices.rate(gpt4, Usage.of(150, 300))).isInstanceOfSatisfying(Priced.class, priced -> {
            assertThat(priced.cost().total()).isEqualByComparingTo("0.0225");
            assertThat(priced.catalogue()).isEqualTo(own.version());
        });
        var other = new Call("openai", "gpt-4o", NOW, "", 150);
        assertThat(prices.rate(other, Usage.of(150, 300)))
                .isInstanceOfSatisfying(
                        Priced.class, priced -> assertThat(priced.catalogue()).isEqualTo(shipped.version()));
        prices.set(List.of(table("openai,gpt-4,1,1,,")));
        assertThat(prices.rate(gpt4, Usage.of(1_000, 0)))
                .isInstanceOfSatisfying(
                        Priced.class,
                        priced -> assertThat(priced.cost().total()).isEqualByComparingTo("1"));
        assertThat(prices.rate(other, Usage.of(1, 1))).isInstanceOf(Unpriced.class);
    }

    @Test
    void aPastCallIsRatedWithThePricesOfItsOwnDay() {
        var prices = new History(Map.of(
                LocalDateTime.parse("2026-01-01T00:00:00"), table("openai,m,1,1,,"),
                LocalDateTime.parse("2026-07-01T00:00:00"), table("openai,m,0.5,1,,")));
        assertThat(input(prices, "2026-06-30T23:59:59")).isEqualByComparingTo("1");
        assertThat(input(prices, "2026-07-01T00:00:00")).isEqualByComparingTo("0.5");
        assertThat(prices.rate(call("2025-12-31T00:00:00"), Usage.of(1, 1)))
                .isEqualTo(new Unpriced("no catalogue before 2026-01-01T00:00"));
    }

    @Test
    void aRegionAndATierHaveTheirOwnPrices() {
        Catalogue prices = table("openai,m,1,1,,\nopenai,m,2,2,eu,\nopenai,m,0.5,0.5,,batch");
        assertThat(regional(prices, "EU", "")).isEqualByComparingTo("2");
        assertThat(regional(prices, "us", "")).isEqualByComparingTo("1");
        assertThat(regional(prices, "", "batch")).isEqualByComparingTo("0.5");
    }

    private static BigDecimal regional(Catalogue prices, String region, String tier) {
        Rating rating = prices.rate(new Call("openai", "m", NOW, tier, region, 1_000), Usage.of(1_000, 0));
        return ((Priced) rating).cost().total();
    }

    private static BigDecimal input(Catalogue prices, String time) {
        return ((Priced) prices.rate(call(time), Usage.of(1_000, 0))).cost().input();
    }

    private static Call call(String time) {
        return new Call("openai", "m", LocalDateTime.parse(time), "", 1);
    }

    private static Catalogue table(String rows) {
        try {
            String csv = "provider,model,input_cost_per_1k,output_cost_per_1k,region,service_tier\n" + rows;
            return PriceTable.read("own", csv.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Catalogue read(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            String name = file.getFileName().toString().replaceFirst("\\..*", "");
            return file.toString().endsWith(".csv") ? PriceTable.read(name, bytes) : JsonCatalogue.read(name, bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private BigDecimal usd(String provider, String model, Usage usage) {
        Rating rating = rate(provider, model, usage);
        assertThat(rating).as(provider + " " + model).isInstanceOf(Priced.class);
        return ((Priced) rating).cost().total();
    }

    private Rating rate(String provider, String model, Usage usage) {
        return shipped.rate(new Call(provider, model, NOW, "", usage.prompt()), usage);
    }
}
