package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeSnapshotTest {
    private static final Instant SOON = Instant.ofEpochMilli(Feed.TIME_MILLIS).plusSeconds(60);

    @TempDir
    Path folder;

    @TempDir
    Path elsewhere;

    @Test
    void itIsALakeAsItWasWhateverHappensMeanwhile() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.record(edge, 0, 30);
            feed.awaitCommitted(1);
            LakeKeeper keeper = LakeKeeper.of(feed.lake, InstantSource.fixed(SOON));
            keeper.roll("");
            feed.record(edge, 1, 5);
            feed.awaitCommitted(2);
            try (LakeSnapshot snapshot = LakeSnapshot.take(feed.lake)) {
                feed.record(edge, 2, 7);
                feed.awaitCommitted(3);
                keeper.roll("");
                Files.copy(snapshot.database(), elsewhere.resolve(Layout.FILE));
                for (LakeSnapshot.DataFile file : snapshot.files()) {
                    Path to = elsewhere.resolve(file.path());
                    Files.createDirectories(to.resolveSibling(""));
                    Files.copy(folder.resolve(file.path()), to);
                    assertThat(Chain.of(to)).isEqualTo(file.sha256());
                }
            }
            assertThat(feed.query("select database_name from duckdb_databases() where path is not null"))
                    .containsExactly("lake");
        }
        assertThat(folder.resolve("snapshot.duckdb")).doesNotExist();
        try (Feed feed = Feed.start(elsewhere)) {
            feed.awaitReady();
            assertThat(feed.destination.committed()).isEqualTo(2);
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("5");
            assertThat(Orphans.ours(elsewhere)).hasSize(1);
            assertThat(Verification.of(feed.lake, "genops_ai").rows()).isEqualTo(30);
            feed.record(feed.edge("", "genops_ai"), 2, 3);
            feed.awaitCommitted(3);
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("8");
        }
    }

    @Test
    void whatAKillLeftOfOneIsRemovedAtTheStart() throws Exception {
        for (String name : List.of("snapshot.duckdb", "snapshot.duckdb.wal")) {
            Files.writeString(folder.resolve(name), "half a database");
        }
        try (Feed feed = Feed.start(folder)) {
            feed.awaitReady();
            assertThat(folder.resolve("snapshot.duckdb")).doesNotExist();
            assertThat(folder.resolve("snapshot.duckdb.wal")).doesNotExist();
        }
    }
}
