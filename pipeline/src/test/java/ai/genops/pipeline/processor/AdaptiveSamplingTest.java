package ai.genops.pipeline.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveSamplingTest {
    private static final long START = 1_763_600_010_000L;
    private static final String TEN_PER_SECOND =
            "{type: adaptive_sampling, target: 10/s, group_by: name, window: 30s%s}";

    private final Random random = new Random(4711);

    @Test
    void keepsAboutTheTargetOfABusyGroupAndAllOfAQuietOne() {
        var bench = new Bench(TEN_PER_SECOND.formatted(""));
        int busy = 0;
        int quiet = 0;
        for (int second = 0; second < 600; second++) {
            bench.record(START + second * 1000L);
            for (int i = 0; i < 200; i++) {
                boolean kept = event(bench, "busy").sampled();
                busy += kept && second >= 300 ? 1 : 0;
            }
            quiet += event(bench, "quiet").sampled() ? 1 : 0;
        }
        assertThat(busy).isCloseTo(3000, within(300));
        assertThat(quiet).isEqualTo(600);
        assertThat(bench.out).as("it drops nothing").hasSize(600 * 201);
    }

    @Test
    void rateIsTheTargetByTheMovingAverage() {
        var bench = new Bench(TEN_PER_SECOND.formatted(", weight: 0.25"));
        assertThat(rateAfter(bench, 0, 600)).isEqualTo(1);
        assertThat(rateAfter(bench, 30, 400)).isEqualTo(300 / 600.0);
        assertThat(rateAfter(bench, 60, 300)).isEqualTo(300 / (0.25 * 400 + 0.75 * 600));
        assertThat(rateAfter(bench, 90, 1)).isEqualTo(300 / (0.25 * 300 + 0.75 * 550), within(1e-12));
    }

    @Test
    void burstWithinAWindowKeepsTheBoundThatIsDocumented() {
        var bench = new Bench(TEN_PER_SECOND.formatted(""));
        bench.record(START);
        int events = 300_000;
        int kept = 0;
        for (int i = 0; i < events; i++) {
            kept += event(bench, "burst").sampled() ? 1 : 0;
            bench.out.clear();
        }
        double bound = 300 * (2 + Math.log(events / 300.0) / Math.log(2));
        assertThat((double) kept).isBetween(300.0, bound * 1.05);
    }

    @Test
    void noRateIsBelowTheLeast() {
        var bench = new Bench(TEN_PER_SECOND.formatted(", min_rate: 0.2"));
        assertThat(rateAfter(bench, 0, 100_000)).isEqualTo(1);
        assertThat(rateAfter(bench, 30, 1)).isEqualTo(0.2);
    }

    @Test
    void lowestRateOfSeveralSamplingsHoldsAndDecides() {
        var bench = new Bench("- {type: sampling, rules: [{condition: \"attributes['even']\", sample_rate: 0.1},"
                + " {default: 0.9}]}\n- " + TEN_PER_SECOND.formatted(""));
        bench.record(START);
        for (int i = 0; i < 1200; i++) {
            double before = i % 2 == 0 ? 0.1 : 0.9;
            Event event = bench.event(Kind.SPAN, "a", Map.of("even", i % 2 == 0));
            event.ids(random.nextLong(), random.nextLong(), 1, 0);
            bench.passes(event);
            double own = i < 600 ? 1 : 300.0 / 601;
            assertThat(event.sampleRate()).isEqualTo(Math.min(before, own));
            assertThat(event.sampled()).isEqualTo(event.sampleKey() < Math.min(before, own));
        }
    }

    @Test
    void groupsBeyondTheBoundShareOneAndAreCountedUntilOthersAreForgotten() {
        var bench = new Bench(TEN_PER_SECOND.formatted(", max_groups: 1"));
        bench.record(START);
        event(bench, "a");
        assertThat(bench.failures()).isZero();
        for (int i = 0; i < 700; i++) {
            event(bench, "group " + i);
        }
        assertThat(event(bench, "b").sampleRate()).isEqualTo(300.0 / 601);
        assertThat(bench.failures()).isEqualTo(701);
        bench.record(START + 3_600_000);
        event(bench, "b");
        assertThat(bench.failures()).isEqualTo(701);
    }

    /// Sums of `cost / sample_rate` over what is kept, against the whole. The chance of an event is known, and so
    /// is the variance of the sum: each estimate must be within five standard deviations, here less than 10 %, and
    /// over all seeds they must lie on both sides alike.
    @Test
    void sumsWeightedByTheRateAreUnbiased() {
        int seeds = 40;
        double deviations = 0;
        for (int seed = 0; seed < seeds; seed++) {
            var estimate = new Estimate();
            traffic(seed, estimate);
            assertThat(5 * estimate.deviation()).as("seed %d", seed).isLessThan(0.1 * estimate.whole);
            double off = (estimate.weighted - estimate.whole) / estimate.deviation();
            assertThat(Math.abs(off)).as("seed %d", seed).isLessThan(5);
            deviations += off;
        }
        assertThat(Math.abs(deviations / seeds)).isLessThan(3 / Math.sqrt(seeds));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void restartsAndEmptyRecordsChangeNothing(long seed) throws IOException {
        var chance = new Random(seed);
        var straight = new Bench(TEN_PER_SECOND.formatted(", max_groups: 5"));
        var restarted = new Bench(TEN_PER_SECOND.formatted(", max_groups: 5"));
        long millis = START;
        for (int i = 0; i < 20_000; i++) {
            millis += chance.nextInt(chance.nextInt(1000) == 0 ? 100_000 : 8);
            if (chance.nextInt(300) == 0) {
                restarted.restart();
            }
            if (chance.nextInt(300) == 0) {
                restarted.record(millis - 3);
                straight.record(millis);
            }
            String group = "group " + (int) Math.abs(chance.nextGaussian() * 3);
            long trace = chance.nextLong();
            for (Bench bench : List.of(straight, restarted)) {
                bench.record(millis);
                Event event = bench.event(Kind.SPAN, group, Map.of());
                event.ids(0, trace, 1, 0);
                bench.passes(event);
            }
        }
        assertThat(restarted.out).as("seed %d", seed).isEqualTo(straight.out);
        assertThat(String.join("\n", straight.out)).contains("\"sample_rate\":0.");
    }

    @Test
    void whatAnotherVersionSavedIsRefused() throws IOException {
        var bench = new Bench(TEN_PER_SECOND.formatted(""));
        byte[] saved = bench.saved();
        saved[0] = 2;
        assertThatThrownBy(() -> bench.load(saved))
                .isInstanceOf(IOException.class)
                .hasMessage("unknown version of the traffic of groups: 2");
    }

    /// The rate of the first event at `second`, after which `events` have come.
    private double rateAfter(Bench bench, int second, int events) {
        bench.record(START + second * 1000L);
        double first = event(bench, "a").sampleRate();
        for (int i = 1; i < events; i++) {
            event(bench, "a");
        }
        return first;
    }

    private Event event(Bench bench, String group) {
        Event event = bench.event(Kind.SPAN, group, Map.of());
        event.ids(random.nextLong(), random.nextLong(), 1, 0);
        bench.passes(event);
        return event;
    }

    /// Traces of one to four spans of two groups, in three windows, the second of which has a burst.
    private static void traffic(long seed, Estimate estimate) {
        var chance = new Random(seed);
        var bench = new Bench("{type: adaptive_sampling, target: 100/s, group_by: name, window: 10s}");
        for (int i = 0; i < 6000; i++) {
            long millis = i < 1000 ? i * 10L : i < 5000 ? 10_000 + (i - 1000) : i * 4L;
            bench.record(START + millis);
            long trace = chance.nextLong();
            int spans = chance.nextInt(1, 5);
            for (int span = 0; span < spans; span++) {
                Event event = bench.event(Kind.SPAN, chance.nextInt(3) == 0 ? "rare" : "often", Map.of());
                event.ids(0, trace, 1, 0);
                bench.passes(event);
                estimate.add(chance.nextInt(1, 200) / 100.0, event);
            }
            estimate.endTrace();
            bench.out.clear();
        }
    }

    /// A sum and what is expected of its estimate. Two events of a trace are both kept with the lower of their rates.
    private static final class Estimate {
        double whole;
        double weighted;
        private double variance;
        private final List<double[]> trace = new ArrayList<>();

        void add(double cost, Event event) {
            whole += cost;
            weighted += event.sampled() ? cost / event.sampleRate() : 0;
            trace.add(new double[] {cost, event.sampleRate()});
        }

        void endTrace() {
            for (double[] one : trace) {
                for (double[] other : trace) {
                    variance += one[0] * other[0] * (1 / Math.max(one[1], other[1]) - 1);
                }
            }
            trace.clear();
        }

        double deviation() {
            return Math.sqrt(variance);
        }
    }
}
