package ai.genops.governance.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LayersTest {
    private static final Usage USAGE = Usage.of(1_000, 1_000);

    private record Known(String version, String model, Price price) implements Catalogue {
        @Override
        public @Nullable Price find(Call call) {
            return call.model().equals(model) ? price : null;
        }
    }

    private final Known own = new Known("own", "a", price("1", "2"));
    private final Known withoutOutput = new Known("embeddings", "b", price("1", null));
    private final Known shipped = new Known("shipped", "b", price("3", "4"));
    private final Known other = new Known("other", "a", price("5", "6"));
    private final Layers layers = new Layers(List.of(own, withoutOutput, shipped, other));

    @Test
    void theFirstThatKnowsAPriceIsTheOneThatACostNames() {
        assertThat(layers.rate(call("a"), USAGE)).isInstanceOfSatisfying(Rating.Priced.class, priced -> {
            assertThat(priced.catalogue()).isEqualTo("own");
            assertThat(priced.cost().total()).isEqualByComparingTo("3");
        });
    }

    @Test
    void aLayerThatCannotPriceTheOutputIsNotPassedOver() {
        assertThat(layers.rate(call("b"), USAGE))
                .isEqualTo(new Rating.Unpriced("no price of the output of x b on 2026-03-12"));
        assertThat(layers.rate(call("b"), Usage.of(1_000, 0)))
                .isInstanceOfSatisfying(
                        Rating.Priced.class,
                        priced -> assertThat(priced.catalogue()).isEqualTo("embeddings"));
    }

    @Test
    void whatNoneKnowsIsUnpriced() {
        assertThat(layers.rate(call("c"), USAGE)).isEqualTo(new Rating.Unpriced("no price of x c on 2026-03-12"));
        assertThat(new Layers(List.of()).rate(call("a"), USAGE)).isInstanceOf(Rating.Unpriced.class);
    }

    private static Call call(String model) {
        return new Call("x", model, LocalDateTime.parse("2026-03-12T00:00:00"), "", 1_000);
    }

    private static Price price(String input, @Nullable String output) {
        BigDecimal ofOutput = output == null ? null : new BigDecimal(output);
        return new Price(new BigDecimal(input), ofOutput, null, null, null, null, null, null, null, null, null);
    }
}
