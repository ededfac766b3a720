package ai.genops.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-12.5, -12.5",
        "0.0325, 0.0325",
        "1e21, 1e+21",
        "1e20, 100000000000000000000",
        "123456789012345680000, 123456789012345680000",
        "1e-6, 0.000001",
        "1e-7, 1e-7",
        "1.5e-9, 1.5e-9",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "5e-324, 5e-324",
        "9007199254740993, 9007199254740992",
        "NaN, NaN",
        "-Infinity, -Infinity"
    })
    void textIsJavaScripts(double value, String text) {
        assertThat(Numbers.text(value)).isEqualTo(text);
    }

    @Test
    void jsonNumbersAreTheShortestDecimalOfTheSameDouble() {
        long seed = 7;
        var random = new SplittableRandom(seed);
        var json = new JsonBuffer(32);
        for (int i = 0; i < 100_000; i++) {
            double value = BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 50)), random.nextInt(9))
                    .doubleValue();
            json.clear();
            assertThat(json.number(value).toString()).as("seed %d", seed).isEqualTo(Numbers.text(value));
        }
    }

    @Test
    void betweenAMillionthAndATrillionNumbersArePlainDecimals() {
        long seed = 11;
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 100_000; i++) {
            double value = random.nextDouble(1, 10) * Math.pow(10, random.nextInt(-6, 12));
            value = i % 2 == 0
                    ? value
                    : new BigDecimal(value).round(new MathContext(3)).doubleValue();
            String plain =
                    new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
            assertThat(Numbers.text(value)).as("seed %d", seed).isEqualTo(plain);
            assertThat(Numbers.text(-value)).as("seed %d", seed).isEqualTo("-" + plain);
        }
    }
}
