package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeenSpansTest {
    @Test
    void itRemembersExactlyTheLastOnes() {
        long seed = 7;
        Random random = new Random(seed);
        for (int capacity : new int[] {1, 2, 3, 100, 1024, 1500, 5000}) {
            SeenSpans seen = new SeenSpans(capacity);
            Set<Long> expected = new LinkedHashSet<>();
            for (int i = 0; i < 30_000; i++) {
                long span = random.nextInt(capacity * 3 + 1);
                boolean isNew = !expected.contains(span);
                assertThat(seen.add(1, 2, span, 3))
                        .as("seed %d, capacity %d, step %d", seed, capacity, i)
                        .isEqualTo(isNew);
                if (isNew) {
                    expected.add(span);
                }
                if (expected.size() > capacity) {
                    expected.remove(expected.iterator().next());
                }
            }
            assertThat(seen.size()).isEqualTo(capacity);
        }
    }

    @Test
    void everyPartOfTheIdentityCounts() {
        SeenSpans seen = new SeenSpans(10);
        assertThat(seen.add(1, 2, 3, 4)).isTrue();
        assertThat(seen.add(9, 2, 3, 4)).isTrue();
        assertThat(seen.add(1, 9, 3, 4)).isTrue();
        assertThat(seen.add(1, 2, 9, 4)).isTrue();
        assertThat(seen.add(1, 2, 3, 9)).isTrue();
        assertThat(seen.add(1, 2, 3, 4)).isFalse();
    }

    @Test
    void aWindowOfNoneTakesEverything() {
        SeenSpans seen = new SeenSpans(0);
        assertThat(seen.add(1, 2, 3, 4)).isTrue();
        assertThat(seen.add(1, 2, 3, 4)).isTrue();
    }
}
