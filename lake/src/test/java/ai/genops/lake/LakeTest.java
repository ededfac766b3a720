package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeTest {
    @TempDir
    Path folder;

    @Test
    void aLakeThatIsNotThereIsNotMadeByLookingForIt() {
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT).open()) {
            assertThatThrownBy(lake::await)
                    .isInstanceOf(LakeException.class)
                    .hasMessageStartingWith("There is no lake in `" + folder + "`");
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFileThatIsNoLakeIsSaidToBeNone() throws Exception {
        Files.writeString(folder.resolve(Layout.FILE), "This is not a database.".repeat(1000));
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open()) {
            assertThatThrownBy(lake::await).isInstanceOf(LakeException.class).hasMessageContaining("cannot be opened");
        }
    }

    @Test
    void aQueryReachesNoFileElsewhereAndChangesNoSetting(@TempDir Path elsewhere) throws Exception {
        Path secret = Files.writeString(elsewhere.resolve("secret.csv"), "a,b\n1,2\n");
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open()) {
            assertThatThrownBy(() -> Feed.query(lake, "select * from read_csv('" + secret + "')"))
                    .hasMessageContaining("Permission Error");
            assertThatThrownBy(() -> Feed.query(lake, "set enable_external_access = true"))
                    .hasMessageContaining("Invalid Input Error");
            assertThatThrownBy(() -> Feed.query(lake, "select * from lake_rows(1)"))
                    .hasMessageContaining("has nothing to show");
        }
    }

    @Test
    void aLakeThatIsOlderThanItsYoungTablesIsReadAndGetsThem() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 3);
            feed.awaitCommitted(1);
            feed.settle("genops_ai");
            try (var connection = feed.lake.connection();
                    var statement = connection.createStatement()) {
                statement.execute("drop schema young cascade");
            }
        }
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT).open();
                var connection = lake.reader()) {
            assertThat(new Holdings().see(connection).texts()).isEmpty();
            assertThat(LakeReport.of(lake).datasets())
                    .extracting(LakeReport.OfDataset::liveRows)
                    .containsExactly(3L);
        }
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 1, 2);
            feed.awaitCommitted(2);
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("5");
        }
    }

    @Test
    void withoutAServerItIsSearchedReadOnly() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            feed.record(feed.edge("", "genops_ai"), 0, 3);
            feed.awaitCommitted(1);
        }
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT).open()) {
            assertThat(Feed.query(lake, "select count(*) from genops_ai")).containsExactly("3");
            assertThatThrownBy(() -> Feed.query(lake, "delete from lake.main.genops_ai"))
                    .hasMessageContaining("read-only");
        }
    }
}
