package ai.genops.destination.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Kind;
import ai.genops.log.Threads;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BatchPageTest {
    private static final long NOW = 1_763_600_000_000L;

    private final Intake intake = new Intake(
            new Batching(100, 100, 100 << 20, Duration.ofHours(1), false, 1),
            () -> Instant.ofEpochMilli(NOW),
            Threads.REAL,
            0,
            new Cuts(List.of()));
    private final BatchPage page = new BatchPage(intake);

    @Test
    void recordsAreHandedOverOneByOneAndThePageIsUsedAgain() throws InterruptedException {
        write(0, "a", "b");
        write(1);
        write(2, "c");
        handOver(0);
        assertThat(intake.written()).isEqualTo(2);
        handOver(1);
        assertThat(intake.written()).isEqualTo(2);
        handOver(2);
        for (long offset = 3; offset < 20; offset++) {
            write(offset, "d");
        }
        for (long offset = 3; offset < 20; offset++) {
            handOver(offset);
        }
        assertThat(intake.written()).isEqualTo(20);
        assertThat(batch().body()).hasToString("abc" + "d".repeat(17));
    }

    @Test
    void anEventIsAsOldAsItsOwnRecord() {
        write(0);
        write(7, "a");
        write(3, "b");
        handOver(0);
        assertThat(intake.oldestMillis()).isEqualTo(Long.MAX_VALUE);
        handOver(1);
        assertThat(intake.oldestMillis()).isEqualTo(NOW + 7);
        handOver(2);
        assertThat(intake.oldestMillis()).isEqualTo(NOW + 3);
        write(5, "c");
        write(1, "d");
        handOver(3);
        assertThat(intake.oldestMillis()).isEqualTo(NOW + 3);
        handOver(4);
        assertThat(intake.oldestMillis()).isEqualTo(NOW + 1);
    }

    @Test
    void recordsThatFollowWhileOthersAreHandedOverStay() throws InterruptedException {
        write(0, "a");
        page.write(event(1), text("b"));
        handOver(0);
        page.write(event(1), text("c"));
        page.endRecord();
        handOver(1);
        assertThat(batch().body()).hasToString("abc");
    }

    @Test
    void roomForLargeRecordsIsGivenUpWhenTheyAreHandedOver() throws InterruptedException {
        int before = page.capacity();
        String large = "x".repeat(3 << 20);
        for (long offset = 0; offset < 4; offset++) {
            write(offset, large);
        }
        assertThat(page.capacity()).isBetween(12 << 20, 25 << 20);
        for (long offset = 0; offset < 4; offset++) {
            handOver(offset);
        }
        assertThat(page.capacity()).isEqualTo(before);
        write(4, "small");
        handOver(4);
        assertThat(batch().bytes()).isEqualTo((12 << 20) + 5);
    }

    private void write(long offset, String... texts) {
        for (String text : texts) {
            page.write(event(offset), text(text));
        }
        page.endRecord();
    }

    private void handOver(long offset) {
        page.handOver();
        intake.passed(offset + 1);
    }

    private Batch batch() throws InterruptedException {
        intake.close();
        return Objects.requireNonNull(intake.take());
    }

    /// Appended as many milliseconds after the others' beginning as its offset says.
    private static Event event(long offset) {
        Event event = new Event();
        event.receive(Kind.LOG, "in", new byte[0], offset, 0, NOW + offset);
        event.enter("test", new Fields());
        return event;
    }

    private static Encoder text(String text) {
        return (_, out) -> out.ascii(text);
    }
}
