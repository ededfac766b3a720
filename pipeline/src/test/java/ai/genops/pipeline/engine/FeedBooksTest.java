package ai.genops.pipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.log.LogEntry;
import ai.genops.log.LogEntry.Cause;
import org.junit.jupiter.api.Test;

class FeedBooksTest {
    private final FeedBooks books = new FeedBooks();

    @Test
    void whatWasGivenUpCountsForWhoeverIsThereFirst() {
        books.missed(new LogEntry.Gap(10, 15, Cause.OVERFLOW), true);
        books.missed(new LogEntry.Gap(10, 15, Cause.OVERFLOW), false);
        books.missed(new LogEntry.Gap(20, 21, Cause.RECYCLED), true);
        assertThat(books.stats().missing()).isEqualTo(6);
    }

    @Test
    void whatIsDamagedCountsOnceWhoeverMeetsIt() {
        books.missed(new LogEntry.Gap(10, 12, Cause.CORRUPT), false);
        books.missed(new LogEntry.Gap(11, 13, Cause.CORRUPT), true);
        assertThat(books.stats().missing()).isEqualTo(3);
    }

    @Test
    void whatWasNeverAcknowledgedIsNotMissing() {
        books.missed(new LogEntry.Gap(10, 15, Cause.UNACKNOWLEDGED), true);
        assertThat(books.stats().missing()).isZero();
    }
}
