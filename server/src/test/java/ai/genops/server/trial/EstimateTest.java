package ai.genops.server.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void allRecordsAreExact() {
        var estimate = of(3, 5, 0);
        assertThat(estimate.total(3, 3)).isEqualTo(8);
        assertThat(estimate.margin(3, 3)).isZero();
    }

    /// By hand: ten values with the mean 2, each 1 off it.
    @Test
    void aPartIsScaledAndSaysHowFarOffItMayBe() {
        var estimate = of(1, 3, 1, 3, 1, 3, 1, 3, 1, 3);
        assertThat(estimate.total(100, 10)).isEqualTo(200);
        double variance = 10.0 / 9;
        assertThat(estimate.margin(100, 10)).isCloseTo(1.96 * 100 * Math.sqrt(0.9 * variance / 10), within(1e-9));
    }

    @Test
    void tooFewSayNothingAboutTheirError() {
        assertThat(of(1, 2).margin(100, 2)).isNaN();
    }

    @Test
    void theTruthIsWithinTheMarginInNineteenOfTwentyCases() {
        long seed = 7;
        var random = new Random(seed);
        int within = 0;
        for (int trial = 0; trial < 400; trial++) {
            double truth = 0;
            var estimate = new Estimate();
            int sampled = 0;
            for (int record = 0; record < 4000; record++) {
                double value = random.nextInt(20);
                truth += value;
                if (random.nextInt(10) == 0) {
                    sampled++;
                    estimate.add(value);
                    estimate.endOfRecord();
                }
            }
            within += Math.abs(estimate.total(4000, sampled) - truth) <= estimate.margin(4000, sampled) ? 1 : 0;
        }
        assertThat(within).as("seed %d", seed).isBetween(365, 395);
    }

    private static Estimate of(double... values) {
        var estimate = new Estimate();
        for (double value : values) {
            estimate.add(value);
            estimate.endOfRecord();
        }
        return estimate;
    }
}
