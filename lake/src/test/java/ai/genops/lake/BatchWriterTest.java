package ai.genops.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.lake.Rows.Text;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchWriterTest {
    @TempDir
    Path folder;

    @Test
    void rowsThatTheDatabaseRefusesDoNotHoldUpTheOthers() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open()) {
            lake.await();
            try (BatchWriter writer = writer(lake)) {
                Batch batch = new Batch(0);
                Rows rows = batch.of(new Dataset("d", 0));
                for (int i = 0; i < 5000; i++) {
                    add(rows, i, Set.of(0, 2047, 2048, 4999).contains(i) ? "{\"a\":" : "{\"a\":" + i + "}");
                }
                batch.next = 9;
                writer.write(batch);
                assertThat(rows.refused()).isEqualTo(4);
                assertThat(writer.reached().next()).isEqualTo(9);
            }
            assertThat(Feed.query(lake, "select count(*), sum(fields['a']::bigint) from d"))
                    .containsExactly("4996|" + (4999 * 5000 / 2 - 2047 - 2048 - 4999));
        }
    }

    @Test
    void aTransactionThatFailsLeavesNothingBehind() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open()) {
            lake.await();
            try (BatchWriter writer = writer(lake)) {
                Batch batch = new Batch(0);
                add(batch.of(new Dataset("d", 0)), 0, "{}");
                add(batch.of(new Dataset("not_there", 0)), 0, "{}");
                batch.next = 1;
                assertThatThrownBy(() -> writer.write(batch)).isInstanceOf(SQLException.class);
                writer.recover(new SQLException("IO Error: disk full"));
                assertThat(writer.isWritten()).isFalse();
                assertThat(writer.reached().next()).isEqualTo(-1);
            }
            assertThat(Feed.query(lake, "select count(*) from d")).containsExactly("0");
        }
    }

    @Test
    void rowsWithoutTheirCheckpointAreNotThere() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open()) {
            lake.await();
            try (BatchWriter writer = writer(lake);
                    var other = lake.reader()) {
                other.createStatement().execute("drop table meta.checkpoints");
                Batch batch = new Batch(0);
                add(batch.of(new Dataset("d", 0)), 0, "{}");
                batch.next = 1;
                assertThatThrownBy(() -> writer.write(batch)).hasMessageContaining("checkpoints");
                writer.recover(new SQLException("Catalog Error"));
            }
            assertThat(Feed.query(lake, "select count(*) from d")).containsExactly("0");
        }
    }

    @Test
    void itGoesOnWithTheDatabaseOpenedAgainAfterAFatalError() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open()) {
            lake.await();
            try (BatchWriter writer = writer(lake)) {
                Batch batch = new Batch(0);
                add(batch.of(new Dataset("d", 0)), 0, "{}");
                batch.next = 1;
                writer.recover(new SQLException("FATAL Error: the database has been invalidated"));
                writer.write(batch);
                assertThat(writer.isWritten()).isTrue();
                assertThat(lake.openings()).isEqualTo(2);
            }
            assertThat(Feed.query(lake, "select count(*) from d")).containsExactly("1");
        }
    }

    private static BatchWriter writer(Lake lake) throws SQLException {
        BatchWriter writer = new BatchWriter(lake, "test");
        writer.define(List.of(DatasetConfig.of("d", "", "")));
        return writer;
    }

    private static void add(Rows rows, int ordinal, String fields) {
        rows.add(0, 0, -1, 1, 0, ordinal);
        rows.text(Text.KIND, "log".getBytes(UTF_8));
        rows.text(Text.FIELDS, fields.getBytes(UTF_8));
    }
}
