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
            assertThat(due(feed, TAKEN.plus(Duration.ofHours(1)), Long.MAX_VALUE))
                    .isNull();
            assertThat(due(feed, TAKEN.plus(Duration.ofMinutes(61)), Long.MAX_VALUE))
                    .isEqualTo(new Due(TAKEN.plus(Duration.ofMinutes(31)), Roll.MOST_ROWS, false));
        }
    }

    @Test
    void aTableOfTwiceItsSizeIsBehind() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 10_000);
            feed.awaitCommitted(1);
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

    private static @Nullable Due due(Feed feed, Instant now, long bytes) throws Exception {
        var storage = new Storage(
                DatasetConfig.of("genops_ai", "", ""),
                "zstd",
                List.of(),
                new LakeConfig.Rolling(Duration.ofHours(1), bytes),
                DataKeys.NONE);
        try (Connection connection = feed.lake.connection()) {
            return Due.of(connection, storage, now);
        }
    }
}
