package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.lake.Checkpoints.Reached;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {
    @TempDir
    Path folder;

    @Test
    void theLastOfEachConsumerCountsAndIsWhatStaysOfMany() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
                var connection = lake.connection()) {
            connection.setAutoCommit(false);
            assertThat(Checkpoints.of(connection, "a")).isEqualTo(Reached.NOTHING);
            Checkpoints.add(connection, "b", new Reached(7, 1));
            for (int batch = 1; batch <= 1_200; batch++) {
                Checkpoints.add(connection, "a", new Reached(batch / 3, batch));
            }
            Checkpoints.prune(connection);
            assertThat(Checkpoints.of(connection, "a")).isEqualTo(new Reached(400, 1_200));
            assertThat(Checkpoints.of(connection, "b")).isEqualTo(new Reached(7, 1));
            assertThat(Feed.query(lake, "select count(*) from meta.checkpoints"))
                    .containsExactly("2");
        }
    }

    @Test
    void aLakeWithARowForEachConsumerGoesOnWhereItStood() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
                var connection = lake.connection();
                var statement = connection.createStatement()) {
            statement.execute("drop table meta.checkpoints; create table meta.checkpoints"
                    + " (consumer varchar primary key, next_offset bigint not null);"
                    + " insert into meta.checkpoints values ('cribl_lake', 17), ('other', 3)");
        }
        for (int start = 0; start < 2; start++) {
            try (Feed feed = Feed.start(folder)) {
                assertThat(feed.destination.committed()).isEqualTo(17 + start);
                feed.record(feed.edge("", "genops_ai"), 17 + start, 1);
                feed.awaitCommitted(18 + start);
            }
        }
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
                var connection = lake.connection()) {
            assertThat(Checkpoints.of(connection, "cribl_lake")).isEqualTo(new Reached(19, 2));
            assertThat(Checkpoints.of(connection, "other")).isEqualTo(new Reached(3, 0));
        }
    }
}
