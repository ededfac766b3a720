package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RollTest {
    private static final Instant SOON = Instant.ofEpochMilli(Feed.TIME_MILLIS).plusSeconds(60);
    private static final Instant DAYS_LATER = SOON.plusSeconds(100 * 86_400);

    @TempDir
    Path folder;

    @Test
    void aRolledRowIsInAFileAndNoLongerInTheTable() throws Exception {
        try (Feed feed = fill("", 100)) {
            assertThat(keeper(feed).roll("genops_ai").rows()).isEqualTo(100);
            assertThat(feed.query("select count(*) from genops_ai")).containsExactly("0");
            List<Path> files = Orphans.ours(folder);
            assertThat(files).hasSize(1);
            assertThat(folder.relativize(files.getFirst()).toString())
                    .isEqualTo("genops_ai/day=2025-11-20/0000000001.parquet");
            assertThat(feed.query("select count(*), count(distinct _ordinal), sum(\"cost\"), min(fields) from "
                            + Layout.parquet(List.of(files.getFirst().toString()))))
                    .containsExactly("100|100|50.0|{\"genops.team\":\"support\",\"cost\":0.5}");
            assertThat(Verification.of(feed.lake, "genops_ai").holds()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Witness.Step.class,
            names = {"WRITTEN", "ENTERED", "DELETED", "COMMITTED"})
    void aFailureAtAnyStepLosesAndDoublesNothing(Witness.Step step) throws Exception {
        try (Feed feed = fill("", 100)) {
            var keeper = new LakeKeeper(feed.lake, InstantSource.fixed(SOON), failingAt(step));
            assertThatThrownBy(() -> keeper.roll("genops_ai")).hasMessageContaining("no further than");
            assertRowsOnceAndNoOrphan(feed, 100);
            keeper(feed).roll("genops_ai");
            assertRowsOnceAndNoOrphan(feed, 100);
        }
    }

    @Test
    void foldersAreOfTheDayAndOfThePartitionsConfigured() throws Exception {
        String yaml = "datasets: [{name: genops_ai, partition_by: 'team, year, customer'}]\n";
        try (Feed feed = fill(yaml, 10)) {
            keeper(feed).roll("");
            assertThat(Orphans.ours(folder))
                    .extracting(file -> folder.relativize(file.getParent()).toString())
                    .containsExactly(
                            "genops_ai/day=2025-11-20/team=support/year=2025" + "/customer=__HIVE_DEFAULT_PARTITION__");
        }
        assertThat(Partitions.encoded("../Über.x")).isEqualTo("%2E.%2F%C3%9Cber.x");
    }

    @Test
    void aSpanThatWasRolledIsStillKnownAfterARestart() throws Exception {
        try (Feed feed = fill("", 20)) {
            keeper(feed).roll("");
        }
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            edge.write(feed.span(7, 0, 1, 5, _ -> {}));
            edge.write(feed.span(7, 1, 1, 500, _ -> {}));
            feed.destination.passed(8);
            feed.awaitCommitted(8);
            assertThat(feed.query("select span_id from genops_ai")).containsExactly("00000000000001f4");
            assertThat(feed.destination.lakeStats().datasets().getFirst().rows())
                    .isEqualTo(21);
        }
    }

    @Test
    void filesThatNobodyEnteredAreRemovedAtTheStart() throws Exception {
        try (Feed feed = fill("", 5)) {
            keeper(feed).roll("");
        }
        Path orphan = folder.resolve("genops_ai/day=2025-11-21/team=x/0000000009.parquet");
        Files.createDirectories(java.util.Objects.requireNonNull(orphan.getParent()));
        Files.writeString(orphan, "half a file");
        Path foreign = Files.writeString(folder.resolve("genops_ai/notes.parquet"), "not ours");
        try (Feed feed = Feed.start(folder)) {
            assertThat(feed.query("select sum(rows) from meta.files")).containsExactly("5");
            assertThat(java.util.Objects.requireNonNull(orphan.getParent()).getParent())
                    .doesNotExist();
            assertThat(foreign).exists();
            assertThat(Orphans.ours(folder)).hasSize(1);
        }
    }

    @Test
    void manySmallFilesBecomeOne() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            LakeKeeper keeper = keeper(feed);
            for (int record = 0; record < 9; record++) {
                record(feed, record, 12);
                keeper.roll("");
            }
            keeper.compact();
            assertThat(Orphans.ours(folder)).hasSize(1);
            assertRowsOnceAndNoOrphan(feed, 9 * 12);
            assertThat(feed.query("select columns from meta.files where gone is null")
                            .getFirst()
                            .lines())
                    .contains("BILLIONTHS! cost", "TEXT! genops.team", "NONE genops.budget.name");
            assertThat(Verification.of(feed.lake, "genops_ai").gone()).isEqualTo(9);
            assertThat(Verification.of(feed.lake, "genops_ai").breaks()).isEmpty();
        }
    }

    @Test
    void aRowGroupHasNoMoreTextThanASearchMayHold() throws Exception {
        String text = "x".repeat(15_000);
        try (Feed feed = Feed.start(folder)) {
            var edge = feed.edge("", "genops_ai");
            feed.awaitReady();
            for (int row = 0; row < 3_000; row++) {
                edge.write(feed.span(
                        0, row, 1, row + 1, event -> event.attributes().add(ai.genops.event.Key.of("note"), text)));
            }
            feed.destination.passed(1);
            feed.awaitCommitted(1);
            keeper(feed).roll("");
            Path file = Orphans.ours(folder).iterator().next();
            assertThat(feed.query(
                            "select max(row_group_num_rows) || ' of ' || sum(row_group_num_rows) from parquet_metadata("
                                    + Layout.literal(file.toString()) + ") where path_in_schema = 'fields'"))
                    .containsExactly("2048 of 3000");
        }
    }

    @Test
    void rowsWithLittleTextAreInOneGroup() throws Exception {
        try (Feed feed = fill("", 3_000)) {
            keeper(feed).roll("");
            Path file = Orphans.ours(folder).iterator().next();
            assertThat(feed.query(
                            "select max(row_group_num_rows) || ' of ' || sum(row_group_num_rows) from parquet_metadata("
                                    + Layout.literal(file.toString()) + ") where path_in_schema = 'fields'"))
                    .containsExactly("3000 of 3000");
        }
    }

    @Test
    void aColumnStaysWhereTheOtherFilesHaveNoSuchAttribute() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            LakeKeeper keeper = keeper(feed);
            for (int record = 0; record < 8; record++) {
                String name = record == 3 ? "genops.budget.name" : "genops.project";
                var edge = feed.edge("", "genops_ai");
                feed.awaitReady();
                edge.write(feed.span(
                        record, 0, record + 1, 1, event -> event.attributes().add(ai.genops.event.Key.of(name), "q4")));
                feed.destination.passed(record + 1);
                feed.awaitCommitted(record + 1);
                keeper.roll("");
            }
            keeper.compact();
            assertThat(feed.query("select columns from meta.files where gone is null")
                            .getFirst()
                            .lines())
                    .contains("TEXT genops.budget.name", "TEXT genops.project", "NONE genops.team");
            Path file = Orphans.ours(folder).iterator().next();
            assertThat(feed.query("select count(\"genops.budget.name\") || ' of ' || count(*) from "
                            + Layout.parquet(List.of(file.toString()))))
                    .containsExactly("1 of 8");
        }
    }

    @Test
    void aFileThatIsReadIsDeletedWhenItsReaderHasGone() throws Exception {
        try (Feed feed = fill("datasets: [{name: genops_ai, retention: 90 days}]\n", 5)) {
            keeper(feed).roll("");
            var later = new LakeKeeper(feed.lake, InstantSource.fixed(DAYS_LATER), Witness.NONE);
            try (var _ = feed.lake.reader()) {
                later.retain();
                assertThat(Orphans.ours(folder)).hasSize(1);
            }
            later.retain();
            assertThat(Orphans.ours(folder)).isEmpty();
        }
    }

    @Test
    void retentionDeletesPhysicallyAndSaysWhatWhenAndWhy(@TempDir Path frozen) throws Exception {
        String yaml = "datasets: [{name: genops_ai, retention: 90 days, frozen_path: '" + frozen + "'}]\n";
        try (Feed feed = fill(yaml, 5)) {
            keeper(feed).roll("");
            assertThat(LakeReport.of(feed.lake).datasets().getFirst().frozenPath())
                    .isEqualTo(frozen.toString());
            byte[] contents = Files.readAllBytes(Orphans.ours(folder).getFirst());
            keeper(feed).retain();
            assertThat(Orphans.ours(folder)).hasSize(1);
            new LakeKeeper(feed.lake, InstantSource.fixed(DAYS_LATER), Witness.NONE).retain();
            assertThat(Orphans.ours(folder)).isEmpty();
            assertThat(folder.resolve("genops_ai")).doesNotExist();
            assertThat(Orphans.ours(frozen))
                    .hasSize(1)
                    .first()
                    .satisfies(file -> assertThat(file).hasBinaryContent(contents));
            LakeReport.Deletion deletion = LakeReport.of(feed.lake).deletions().getFirst();
            assertThat(deletion.rows()).isEqualTo(5);
            assertThat(deletion.bytes()).isEqualTo(contents.length);
            assertThat(deletion.when()).isEqualTo(DAYS_LATER);
            assertThat(deletion.why()).isEqualTo("age");
            assertThat(Verification.of(feed.lake, "genops_ai").breaks()).isEmpty();
        }
    }

    @Test
    void beyondItsSizeADatasetLosesItsOldestFiles() throws Exception {
        try (Feed feed = Feed.start(folder, "datasets: [{name: genops_ai, max_size: 1 KB}]\nflush_interval: 1ms\n")) {
            for (int record = 0; record < 3; record++) {
                record(feed, record, 12);
                keeper(feed).roll("");
            }
            keeper(feed).retain();
            assertThat(feed.query("select id, gone_why from meta.files order by id"))
                    .containsExactly("1|size", "2|size", "3|size");
            assertThat(Orphans.ours(folder)).isEmpty();
        }
    }

    @Test
    void aWriteOnceFileStaysAsLongAsWasSaidWhenItWasWritten() throws Exception {
        String yaml = "datasets: [{name: genops_audit, retention: RETENTION}]\nflush_interval: 1ms\n";
        try (Feed feed = Feed.start(folder, yaml.replace("RETENTION", "365 days"))) {
            feed.record(feed.edge("", "genops_audit"), 0, 5);
            feed.awaitCommitted(1);
            keeper(feed).roll("");
        }
        try (Feed feed = Feed.start(folder, yaml.replace("RETENTION", "30 days"))) {
            new LakeKeeper(feed.lake, InstantSource.fixed(DAYS_LATER), Witness.NONE).retain();
            assertThat(Orphans.ours(folder)).hasSize(1);
            new LakeKeeper(feed.lake, InstantSource.fixed(SOON.plusSeconds(366 * 86_400)), Witness.NONE).retain();
            assertThat(Orphans.ours(folder)).isEmpty();
        }
    }

    @Test
    void aChangedFileAChangedEntryAndAMissingOneAreFound() throws Exception {
        try (Feed feed = Feed.start(folder)) {
            for (int record = 0; record < 3; record++) {
                record(feed, record, 12);
                keeper(feed).roll("");
            }
            Path second = Orphans.ours(folder).stream().sorted().toList().get(1);
            byte[] bytes = Files.readAllBytes(second);
            bytes[bytes.length / 2] ^= 1;
            Files.write(second, bytes);
            assertThat(Verification.of(feed.lake, "genops_ai").breaks())
                    .extracting(Verification.Break::id)
                    .containsExactly(2L);
            bytes[bytes.length / 2] ^= 1;
            Files.write(second, bytes);
            assertThat(Verification.of(feed.lake, "genops_ai").breaks()).isEmpty();
            change(feed, "update meta.files set rows = 11 where id = 3");
            assertThat(Verification.of(feed.lake, "genops_ai").breaks())
                    .extracting(Verification.Break::id)
                    .containsExactly(3L);
            change(feed, "delete from meta.files where id = 1");
            assertThat(Verification.of(feed.lake, "genops_ai")
                            .breaks()
                            .getFirst()
                            .id())
                    .isEqualTo(2);
        }
    }

    private static void change(Feed feed, String sql) throws SQLException {
        try (var connection = feed.lake.connection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void assertRowsOnceAndNoOrphan(Feed feed, int rows) throws Exception {
        List<String> paths = feed.query("select path from meta.files where gone is null");
        String all = "select _offset, _ordinal from genops_ai";
        if (!paths.isEmpty()) {
            all += " union all select _offset, _ordinal from "
                    + Layout.parquet(paths.stream()
                            .map(path -> folder.resolve(path).toString())
                            .toList());
        }
        assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from (" + all + ")"))
                .containsExactly(rows + "|" + rows);
        assertThat(Orphans.ours(folder)).hasSameSizeAs(paths);
    }

    private static Witness failingAt(Witness.Step step) {
        return reached -> {
            if (reached == step) {
                throw new SQLException("no further than " + step);
            }
        };
    }

    private static LakeKeeper keeper(Feed feed) {
        return LakeKeeper.of(feed.lake, InstantSource.fixed(SOON));
    }

    private Feed fill(String yaml, int rows) throws Exception {
        Feed feed = Feed.start(folder, yaml + "flush_interval: 1ms\n");
        record(feed, 0, rows);
        return feed;
    }

    private static void record(Feed feed, long offset, int rows) throws InterruptedException, IOException {
        var edge = feed.edge("", "genops_ai");
        feed.awaitReady();
        IntStream.range(0, rows)
                .forEach(i -> edge.write(feed.span(offset, i, offset + 1, i + 1, event -> {
                    event.attributes().add(ai.genops.event.Key.of("genops.team"), "support");
                    event.attributes()
                            .addDouble(ai.genops.event.Key.of("cost"), i % 2 == 0 ? 0 : i % 4 == 1 ? 0.5 : 1.5);
                })));
        feed.destination.passed(offset + 1);
        feed.awaitCommitted(offset + 1);
    }
}
