package ai.genops.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LostRecordsTest {
    private final LostRecords lost = new LostRecords();

    @Test
    void aRecordCountsOnce() {
        assertThat(lost.add(10, 12)).isEqualTo(2);
        assertThat(lost.add(10, 12)).isZero();
        assertThat(lost.add(5, 20)).isEqualTo(13);
        assertThat(lost.add(20, 21)).isEqualTo(1);
        assertThat(lost.add(4, 21)).isEqualTo(1);
    }

    @Test
    void countsAsASetDoes() {
        for (long seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var counted = new LostRecords();
            Set<Long> set = new HashSet<>();
            for (int i = 0; i < 30; i++) {
                long first = random.nextInt(60);
                long next = first + 1 + random.nextInt(6);
                long before = set.size();
                for (long record = first; record < next; record++) {
                    set.add(record);
                }
                assertThat(counted.add(first, next)).as("seed %d", seed).isEqualTo(set.size() - before);
            }
        }
    }

    @Test
    void beyondTheBoundTheOldestIsForgotten() {
        for (long record = 0; record <= LostRecords.MOST_RANGES; record++) {
            assertThat(lost.add(2 * record, 2 * record + 1)).isEqualTo(1);
        }
        assertThat(lost.add(2, 3)).isZero();
        assertThat(lost.add(0, 1)).isEqualTo(1);
    }
}
