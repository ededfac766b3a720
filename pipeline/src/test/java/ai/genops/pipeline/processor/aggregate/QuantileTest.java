package ai.genops.pipeline.processor.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void isWithinOnePercentOfTheValueOfThatRank(long seed) throws IOException {
        var random = new Random(seed);
        double spread = 1 + seed * 40;
        double[] values = random.doubles(1 + random.nextInt(3000))
                .map(x -> (random.nextInt(4) - 1) * Math.exp((x - 0.5) * spread))
                .toArray();
        for (double wanted : new double[] {0.001, 0.1, 0.5, 0.9, 0.99, 0.999}) {
            Tally quantile = Function.QUANTILE.begin(wanted);
            for (double value : values) {
                assertThat(quantile.add(value, 0)).isTrue();
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double exact = sorted[(int) Math.floor(wanted * (sorted.length - 1))];
            Number result =
                    (Number) Objects.requireNonNull(restarted(quantile, wanted).result());
            assertThat(result).as("seed %d, quantile %s", seed, wanted).isEqualTo(quantile.result());
            assertThat(result.doubleValue())
                    .as("seed %d, quantile %s", seed, wanted)
                    .isCloseTo(exact, within(Math.abs(exact) * 0.010001));
        }
    }

    private static Tally restarted(Tally tally, double wanted) throws IOException {
        var saved = new ByteArrayOutputStream();
        tally.save(new DataOutputStream(saved));
        Tally loaded = Function.QUANTILE.begin(wanted);
        loaded.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
        assertThat(loaded.bytes()).isEqualTo(tally.bytes());
        return loaded;
    }
}
