package ai.genops.destination.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// Thousands of runs of log, feeds and delivery, each from its seed.
class SimulationTest {
    @Test
    void promisesHoldInEveryRun() {
        long from = Long.getLong("simulation.from", 1);
        long count = Long.getLong("simulation.seeds", 300);
        long steps = 0;
        long lives = 0;
        long since = System.nanoTime();
        for (long seed : LongStream.range(from, from + count).toArray()) {
            var world = new World(seed);
            assertThat(world.run()).as("seed %d", seed).isEmpty();
            steps += world.steps();
            lives += world.lives();
        }
        System.out.printf("%d seeds, %d lives, %d steps, %d ms%n", count, lives, steps, (System.nanoTime() - since) / 1_000_000);
    }

    @Test
    void aSeedIsARun() {
        for (long seed = 1; seed < 6; seed++) {
            var one = new World(seed);
            var other = new World(seed);
            assertThat(one.run()).isEqualTo(other.run());
            assertThat(one.trace()).as("seed %d", seed).isEqualTo(other.trace());
        }
    }
}
