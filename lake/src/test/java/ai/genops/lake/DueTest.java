package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DueTest {
    private static final Instant TAKEN = Instant.ofEpochMilli(Feed.TIME_MILLIS);

    @TempDir
    Path folder;

    @Test
    void nothingIsDueBeforeTheOldestRowIsOldEnoughThenAllOfHalfThatAge() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 10);
            feed.awaitCommitted(1);
            feed.settle("genops_ai");
            assertThat(due(feed, TAKEN.plus(Duration.ofHours(1)), Long.MAX_VALUE))
                    .isNull();
            assertThat(due(feed, TAKEN.plus(Duration.ofMinutes(61)), Long.MAX_VALUE))
                    .isEqualTo(
                            new Due(Due.Work.ROLL_SETTLED, TAKEN.plus(Duration.ofMinutes(31)), Roll.MOST_ROWS, false));
        }
    }

    @Test
    void aTableOfTwiceItsSizeIsBehind() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 10_000);
            feed.awaitCommitted(1);
            feed.settle("genops_ai");
            try (var connection = feed.lake.connection();
                    var statement = connection.createStatement()) {
                statement.execute("checkpoint");
            }
            assertThat(due(feed, TAKEN, 1_000))
                    .isNotNull()
                    .extracting(Due::behind)
                    .isEqualTo(true);
            assertThat(due(feed, TAKEN, 100_000_000)).isNull();
        }
    }

    @Test
    void youngRowsAreSettledAfterAMinuteAndRolledWhenTheyFillARowGroup() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.record(edge, 0, 10);
            feed.awaitCommitted(1);
            Instant minute = TAKEN.plus(Duration.ofMinutes(1));
            assertThat(due(feed, minute.minusMillis(1), Long.MAX_VALUE)).isNull();
            assertThat(due(feed, minute, Long.MAX_VALUE))
                    .isEqualTo(new Due(Due.Work.SETTLE, minute.plusMillis(1), 10, false));
            for (int record = 1; record <= 4; record++) {
                feed.record(edge, record, Roll.MOST_ROWS / 4);
            }
            feed.awaitCommitted(5);
            assertThat(due(feed, TAKEN, Long.MAX_VALUE))
                    .isEqualTo(new Due(Due.Work.ROLL_YOUNG, TAKEN.plusMillis(1), Roll.MOST_ROWS, false));
        }
    }

    private static @Nullable Due due(Feed feed, Instant now, long bytes) throws Exception {
        var storage = new Storage(
                DatasetConfig.of("genops_ai", "", ""),
                "zstd",
                List.of(),
                new LakeConfig.Rolling(Duration.ofHours(1), bytes),
                DataKeys.NONE);
        try (Connection connection = feed.lake.connection()) {
            return Due.of(connection, storage, TAKEN, now);
        }
    }
}
