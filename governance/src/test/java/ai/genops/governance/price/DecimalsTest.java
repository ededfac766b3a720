package ai.genops.governance.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DecimalsTest {
    private static final int ROUNDS = 200_000;

    @Test
    void aSumIsThatOfTheDecimals() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            long count = random.nextLong() >>> random.nextInt(1, 64);
            long others = random.nextLong() >>> random.nextInt(1, 64);
            BigDecimal price = decimal(random);
            BigDecimal other = decimal(random);
            assertThat(Decimals.sum(count, price, others, other))
                    .as("%d × %s + %d × %s, seed %d", count, price, others, other, seed)
                    .isEqualByComparingTo(BigDecimal.valueOf(count, 3)
                            .multiply(price)
                            .add(BigDecimal.valueOf(others, 3).multiply(other)));
        }
    }

    @Test
    void aDifferenceIsTheDoubleNextToThatOfTheDecimals() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            BigDecimal amount = decimal(random);
            BigDecimal less = i % 3 == 0 ? amount : decimal(random);
            assertThat(Decimals.difference(amount, less))
                    .as("%s - %s, seed %d", amount, less, seed)
                    .isEqualTo(amount.subtract(less).doubleValue());
        }
    }

    @Test
    void whatALongDoesNotHoldIsExactToo() {
        BigDecimal price = new BigDecimal("0.0000000000000000000000000001");
        assertThat(Decimals.sum(Long.MAX_VALUE, price, Long.MAX_VALUE, new BigDecimal("1E+3")))
                .isEqualByComparingTo("9223372036854775807.0000000000009223372036854775807");
        assertThat(Decimals.sum(1L << 48, new BigDecimal("123456.789"), 0, BigDecimal.ZERO))
                .isEqualByComparingTo(new BigDecimal(1L << 48).multiply(new BigDecimal("123.456789")));
    }

    /// Of every length up to 30 digits, with the point anywhere, and below 0 now and then.
    private static BigDecimal decimal(Random random) {
        var digits = new BigInteger(random.nextInt(1, 100), random);
        boolean isNegative = random.nextInt(10) == 0;
        return new BigDecimal(isNegative ? digits.negate() : digits, random.nextInt(-3, 30));
    }
}
