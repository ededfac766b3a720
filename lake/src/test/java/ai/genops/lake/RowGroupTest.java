package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.event.Event;
import ai.genops.event.Kind;
import ai.genops.pipeline.Destination;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What fills row groups of the database is written as such, and the records that are cut by that lose and double
/// nothing.
class RowGroupTest {
    private static final int GROUP = Layout.ROW_GROUP;
    private static final Dataset ONE = new Dataset("one", 0);
    private static final Dataset TWO = new Dataset("two", 0);

    @TempDir
    Path folder;

    @Test
    void whatFillsNoGroupStaysForTheNextBatchOnce() {
        Batch batch = batch(GROUP + 5, 100);
        Batch rest = batch.takeOutPartOfGroup(GROUP);
        assertThat(batch.of(ONE).size()).isEqualTo(GROUP);
        assertThat(batch.of(TWO).size()).isZero();
        assertThat(batch.rowCount()).isEqualTo(GROUP);
        assertThat(batch.events).isEqualTo(GROUP);
        // The first record of which a row is not in it.
        assertThat(batch.next).isZero();
        assertThat(rest.of(ONE).size()).isEqualTo(5);
        assertThat(rest.of(ONE).offset(0)).isEqualTo(GROUP / 10);
        assertThat(rest.of(TWO).size()).isEqualTo(100);
        assertThat(rest.rowCount()).isEqualTo(105);
        assertThat(rest.bytes()).isEqualTo(105 * (batch.bytes() / GROUP));
        assertThat(rest.next).isEqualTo(GROUP);

        fill(rest, ONE, GROUP, GROUP);
        Batch last = rest.takeOutPartOfGroup(GROUP);
        assertThat(rest.of(ONE).size()).isEqualTo(GROUP);
        assertThat(rest.of(TWO).size()).isEqualTo(100);
        assertThat(last.of(ONE).size()).isEqualTo(5);
        assertThat(last.of(TWO).size()).isZero();
    }

    @Test
    void aBatchWithoutAGroupIsWhole() {
        Batch batch = batch(GROUP - 1, 100);
        Batch rest = batch.takeOutPartOfGroup(GROUP);
        assertThat(batch.rowCount()).isEqualTo(GROUP + 99);
        assertThat(batch.next).isEqualTo(GROUP);
        assertThat(rest.rowCount()).isZero();
        assertThat(rest.next).isEqualTo(GROUP);
    }

    @Test
    void aBurstIsInTheFileInWholeGroupsAndNotInTheWriteAheadLog() throws Exception {
        int perRecord = 1_000;
        int records = 200;
        try (Feed feed = Feed.start(folder, "flush_interval: 1s")) {
            var edge = feed.edge("", "genops_ai");
            for (int record = 0; record < records; record++) {
                feed.record(edge, record, perRecord);
            }
            feed.awaitCommitted(records);
            assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from genops_ai"))
                    .containsExactly(records * perRecord + "|" + records * perRecord);
            int groups = records * perRecord / GROUP;
            assertThat(feed.query("select count(*) from (select sum(count) as rows from"
                            + " pragma_storage_info('young.genops_ai') where column_name = '_offset'"
                            + " and segment_type = 'BIGINT' and persistent group by row_group_id) where rows = "
                            + GROUP))
                    .containsExactly(groups + "");
            assertThat(feed.lake.file().writeAheadBytes()).isLessThan((records * perRecord - groups * GROUP) * 400L);
        }
    }

    @Test
    void whatWasWrittenOfARecordIsNotWrittenAgain() throws Exception {
        try (Lake lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
                var writer = new BatchWriter(lake, "cribl_lake")) {
            writer.define(java.util.List.of(DatasetConfig.of("genops_ai", "", "")));
            Batch batch = new Batch(0);
            for (int ordinal = 0; ordinal < 15; ordinal++) {
                add(batch, new Dataset("genops_ai", 0), ordinal / 10, ordinal % 10, Feed.TIME_MILLIS);
            }
            batch.next = 1;
            writer.write(batch);
        }
        try (Feed feed = Feed.start(folder)) {
            assertThat(feed.destination.committed()).isEqualTo(1);
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            logs(feed, edge, 1, 10, Feed.TIME_MILLIS);
            feed.destination.passed(2);
            // A log begun anew, which gives the place again.
            logs(feed, edge, 2, 1, Feed.TIME_MILLIS + 1);
            feed.destination.passed(3);
            feed.awaitCommitted(3);
            assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from genops_ai"))
                    .containsExactly("21|21");
            assertThat(feed.destination.lakeStats().datasets().getFirst().duplicates())
                    .isEqualTo(5);
        }
    }

    @Test
    void anotherEventInThePlaceOfOneThatIsThereIsTaken() throws Exception {
        Dataset dataset = new Dataset("d", 0);
        dataset.prepare(0, 10);
        dataset.hold(1, 0, Feed.TIME_MILLIS, "");
        assertThat(dataset.holds(1, 0, Feed.TIME_MILLIS, "")).isTrue();
        assertThat(dataset.holds(1, 0, Feed.TIME_MILLIS + 1, "")).isFalse();
    }

    /// Log records, which have no ids.
    private static void logs(Feed feed, Destination.Edge edge, long offset, int count, long appendMillis) {
        for (int ordinal = 0; ordinal < count; ordinal++) {
            Event event = feed.span(offset, ordinal, 0, 0, _ -> {});
            event.receive(Kind.LOG, "in", new byte[0], offset, ordinal, appendMillis);
            edge.write(event);
        }
    }

    /// Records of ten rows of the first dataset; all of the second are of the first record.
    private static Batch batch(int one, int two) {
        Batch batch = new Batch(0);
        fill(batch, ONE, one, 0);
        for (int row = 0; row < two; row++) {
            add(batch, TWO, 0, row, Feed.TIME_MILLIS);
        }
        batch.next = GROUP;
        return batch;
    }

    private static void fill(Batch batch, Dataset dataset, int count, int firstRecord) {
        for (int row = 0; row < count; row++) {
            add(batch, dataset, firstRecord + row / 10, row % 10, Feed.TIME_MILLIS);
        }
    }

    private static void add(Batch batch, Dataset dataset, long offset, int ordinal, long appendMillis) {
        Rows rows = batch.of(dataset);
        rows.add(0, appendMillis * 1_000, -1, 1, offset, ordinal);
        rows.text(Rows.Text.KIND, new byte[] {'l', 'o', 'g'});
        rows.text(Rows.Text.FIELDS, new byte[] {'{', '}'});
        batch.added(rows);
        batch.events++;
    }
}
