package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteAheadTest {
    @TempDir
    Path folder;

    @Test
    void aCheckpointPutsTheLogIntoTheFileWhenItIsDue() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 1_000);
            feed.awaitCommitted(1);
            long before = feed.lake.file().writeAheadBytes();
            assertThat(before).isPositive();
            try (var later = new WriteAhead(feed.lake, before + 1)) {
                assertThat(later.checkpointIfDue()).isTrue();
            }
            assertThat(feed.lake.file().writeAheadBytes()).isEqualTo(before);
            try (var now = new WriteAhead(feed.lake, before)) {
                assertThat(now.checkpointIfDue()).isTrue();
            }
            assertThat(feed.lake.file().writeAheadBytes()).isZero();
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("1000");
        }
    }

    @Test
    void aTransactionThatChangesATableIsWaitedForAndNoFailure() throws Exception {
        try (Feed feed = Feed.start(folder);
                var ahead = new WriteAhead(feed.lake, 1);
                var changing = feed.lake.connection();
                var statement = changing.createStatement()) {
            feed.record(feed.edge("", "genops_ai"), 0, 10);
            feed.awaitCommitted(1);
            changing.setAutoCommit(false);
            statement.execute("alter table meta.keys add column other integer");
            try (var other = feed.lake.connection();
                    var checkpoint = other.createStatement()) {
                assertThatThrownBy(() -> checkpoint.execute("checkpoint"))
                        .isInstanceOfSatisfying(
                                SQLException.class,
                                e -> assertThat(Errors.inTheWay(e))
                                        .as(Errors.text(e))
                                        .isTrue());
            }
            assertThat(ahead.checkpointIfDue()).isTrue();
            assertThat(feed.lake.file().writeAheadBytes()).isPositive();
            changing.rollback();
            assertThat(ahead.checkpointIfDue()).isTrue();
            assertThat(feed.lake.file().writeAheadBytes()).isZero();
        }
    }

    @Test
    void batchesAreCommittedWhileATransactionReadsAndCheckpointsAreMade() throws Exception {
        try (Feed feed = Feed.start(folder);
                var ahead = new WriteAhead(feed.lake, 1);
                var reading = feed.lake.connection();
                var statement = reading.createStatement()) {
            var edge = feed.edge("", "genops_ai");
            reading.setAutoCommit(false);
            statement.execute("select count(*) from young.genops_ai");
            ahead.start();
            for (int record = 0; record < 50; record++) {
                feed.record(edge, record, 100);
            }
            feed.awaitCommitted(50);
            assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from genops_ai"))
                    .containsExactly("5000|5000");
            reading.rollback();
        }
        assertThat(Files.exists(folder.resolve("lake.duckdb.wal"))).isFalse();
        try (Feed feed = Feed.start(folder)) {
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("5000");
        }
    }
}
