package ai.genops.pipeline.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExactTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDoubleIsItsShortestDecimal(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            double number = switch (i % 4) {
                case 0 -> Double.longBitsToDouble(random.nextLong());
                case 1 -> random.nextInt() / Math.pow(10, random.nextInt(12));
                case 2 -> random.nextLong(2_000_000_000_000_000L) / 1e9;
                default -> Math.nextUp(random.nextInt(100_000) / 1e5);
            };
            if (Double.isFinite(number)) {
                assertThat(Exact.of(number))
                        .as("seed %d: %s", seed, number)
                        .isEqualByComparingTo(new BigDecimal(Double.toString(number)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "' 1.50 ', 1.5",
                "1e3, 1000",
                "-.5, -0.5",
                "1e999, none",
                "1e-999, none",
                "'', none",
                "0x10, none",
                "NaN, none",
                "'1,5', none",
                "9007199254740993, 9007199254740993",
                "0.1000000000000000055, 0.1000000000000000055"
            })
    void aTextIsTheNumberItSays(String text, String shown) {
        BigDecimal exact = Exact.of(text);
        assertThat(exact == null ? null : Exact.export(exact).toString().replaceAll("\\.0$", ""))
                .isEqualTo(shown);
    }
}
