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
import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PriceTableTest {
    private static final String COLUMNS =
            "provider,model,input_cost_per_1k,output_cost_per_1k,cache_read_cost_per_1k,effective_from,effective_to\n";

    @Test
    void thePriceOfTheDayCounts() throws IOException {
        PriceTable table = table("""
                openai,m,0.3,0.6,,,2026-01-01
                openai,m,0.2,0.6,,2026-01-01,
                openai,M,0.1,0.6,,2026-06-01,
                """);
        assertThat(input(table, "2025-12-31")).isEqualByComparingTo("0.3");
        assertThat(input(table, "2026-01-01")).isEqualByComparingTo("0.2");
        assertThat(input(table, "2026-07-01")).isEqualByComparingTo("0.1");
    }

    @Test
    void twoProvidersOfAModelNeedToBeTold() throws IOException {
        PriceTable table = table("a,m,1,1,,,\nb,m,2,2,,,\n");
        LocalDate day = LocalDate.parse("2026-01-01");
        assertThat(find(table, "", day)).isNull();
        assertThat(find(table, "B", day)).isNotNull();
        assertThat(find(table, "c", day)).isNull();
    }

    @Test
    void partsAreExactAndAddUp() {
        var price = new Price(new BigDecimal("0.00015"), new BigDecimal("0.0006"), new BigDecimal("0.000075"), null);
        Cost cost = Objects.requireNonNull(price.of(new Usage(1, 3, 7, 11, 0, 0, 0, 0)));
        assertThat(cost.total()).isEqualByComparingTo("0.000004125");
        assertThat(cost.cacheRead()).isEqualByComparingTo("0.000000525");
        assertThat(cost.cacheWrite()).isEqualByComparingTo("0.00000165");
    }

    @Test
    void whatIsNoPriceIsRefusedWithItsLine() {
        assertThatThrownBy(() -> table("a,m,cheap,1,,,\n"))
                .isInstanceOf(IOException.class)
                .hasMessage("line 2: input_cost_per_1k is `cheap`, which is no price");
        assertThatThrownBy(() -> table("a,m,-1,1,,,\n")).hasMessageContaining("`-1`");
        assertThatThrownBy(() -> table("a,m,1,1,,soon,\n")).hasMessageContaining("no day");
        assertThatThrownBy(() -> table("a,,1,1,,,\n")).hasMessageContaining("needs a model");
    }

    @Test
    void anInferenceProfileHasItsOwnPriceOrThatOfItsModel() throws IOException {
        PriceTable table = table("bedrock,vendor.m,1,1,,,\nbedrock,eu.vendor.m,2,2,,,\nbedrock,us.x,3,3,,,\n");
        assertThat(inputOf(table, "vendor.m")).isEqualByComparingTo("1");
        assertThat(inputOf(table, "eu.vendor.m")).isEqualByComparingTo("2");
        assertThat(inputOf(table, "US-GOV.vendor.m")).isEqualByComparingTo("1");
        assertThat(inputOf(table, "us.x")).isEqualByComparingTo("3");
        assertThat(table.find(new Call("bedrock", "xx.vendor.m", LocalDate.EPOCH.atStartOfDay(), "", 0)))
                .isNull();
    }

    private static BigDecimal inputOf(PriceTable table, String model) {
        return Objects.requireNonNull(table.find(new Call("bedrock", model, LocalDate.EPOCH.atStartOfDay(), "", 0)))
                .input();
    }

    private static BigDecimal input(PriceTable table, String day) {
        return Objects.requireNonNull(find(table, "openai", LocalDate.parse(day)))
                .input();
    }

    private static @Nullable Price find(PriceTable table, String provider, LocalDate day) {
        return table.find(new Call(provider, "m", day.atTime(12, 0), "", 0));
    }

    private static PriceTable table(String rows) throws IOException {
        return PriceTable.read("prices", (COLUMNS + rows).getBytes(StandardCharsets.UTF_8));
    }
}
