package ai.genops.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DueTest {
    private static final Instant BEGIN = Instant.parse("2026-05-04T09:30:00Z");
    private Instant now = BEGIN;

    @Test
    void anOperationIsHandedOutWhenItHasEnded() throws InterruptedException {
        var due = due(10, 3, 3, 3, 20);
        assertThat(ends(due.next())).containsExactly(3L, 3L, 3L);
        assertThat(now).isEqualTo(BEGIN.plusSeconds(4));
        assertThat(ends(due.next())).containsExactly(20L);
        assertThat(now).isEqualTo(BEGIN.plusSeconds(21));
        assertThat(due.next()).isEmpty();
    }

    @Test
    void whatIsOverdueComesAtOnceInFullBatches() throws InterruptedException {
        var due = due(2, 1, 2, 3, 4, 5);
        now = BEGIN.plusSeconds(60);
        assertThat(ends(due.next())).containsExactly(1L, 2L);
        assertThat(ends(due.next())).containsExactly(3L, 4L);
        assertThat(ends(due.next())).containsExactly(5L);
        assertThat(now).isEqualTo(BEGIN.plusSeconds(60));
    }

    private Due due(int maxBatch, int... seconds) {
        var operations = IntStream.range(0, seconds.length)
                .mapToObj(i -> new Operation(i, BEGIN, BEGIN.plusSeconds(seconds[i]), Attributes.empty()))
                .iterator();
        return new Due(operations, () -> now, waited -> now = now.plus(waited), Duration.ofSeconds(1), maxBatch);
    }

    private static List<Long> ends(List<Operation> batch) {
        return batch.stream()
                .map(operation -> Duration.between(BEGIN, operation.end()).toSeconds())
                .toList();
    }
}
