package ai.genops.governance.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class NanosTest {
    @Test
    void everyAmountIsExactOrRoundedUp() {
        long seed = System.nanoTime();
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 200_000; i++) {
            long unscaled = random.nextLong() >>> (1 + random.nextInt(63));
            BigDecimal amount = BigDecimal.valueOf(unscaled, random.nextInt(-3, 25));
            if (amount.compareTo(Nanos.MAX) <= 0) {
                assertThat(Nanos.of(amount))
                        .as("%s, seed %d", amount, seed)
                        .isEqualTo(amount.movePointRight(9)
                                .setScale(0, RoundingMode.CEILING)
                                .longValueExact());
            }
        }
    }

    @Test
    void theEdgesOfWhatADoubleCanCarryAreExact() {
        for (long nanos = (1L << 50) - 1_000; nanos < (1L << 50) + 1_000; nanos++) {
            assertThat(Nanos.of(Nanos.toUnits(nanos))).isEqualTo(nanos);
        }
    }

    @Test
    void anAmountOfTheBooksMayBeNegativeAndLargeButNotFiner() {
        assertThat(Nanos.exactly(new BigDecimal("-0.5"))).isEqualTo(-500_000_000);
        assertThat(Nanos.exactly(new BigDecimal("9000000000"))).isEqualTo(9_000_000_000_000_000_000L);
        assertThatThrownBy(() -> Nanos.exactly(new BigDecimal("0.0000000001"))).isInstanceOf(ArithmeticException.class);
    }
}
