package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Ends a process at a step of the lake's upkeep, as a kill would, and looks at what it leaves.
@EnabledIfSystemProperty(named = "genops.tier", matches = "full|long", disabledReason = "see ./genops test --full")
class RollCrashIT {
    private static final int ROWS = 400;
    private static final Instant SOON = Instant.ofEpochMilli(Feed.TIME_MILLIS).plusSeconds(60);
    private static final Instant LATER = SOON.plusSeconds(100 * 86_400);

    enum Work {
        SETTLE,
        ROLL,
        COMPACT,
        RETAIN
    }

    @TempDir
    Path folder;

    @TempDir
    Path frozen;

    @ParameterizedTest
    @EnumSource(
            value = Witness.Step.class,
            names = {"WRITTEN", "ENTERED", "DELETED", "COMMITTED"})
    void aKillDuringARollLosesAndDoublesNothing(Witness.Step step) throws Exception {
        fill(1);
        kill(Work.ROLL, step);
        assertRowsOnceAndNoOrphan();
        upkeep(Work.ROLL, SOON, Witness.NONE);
        assertRowsOnceAndNoOrphan();
    }

    @ParameterizedTest
    @EnumSource(
            value = Witness.Step.class,
            names = {"DELETED", "COMMITTED"})
    void aKillWhileRowsAreSettledLosesAndDoublesNothing(Witness.Step step) throws Exception {
        fill(1);
        kill(Work.SETTLE, step);
        assertRowsOnceAndNoOrphan();
        upkeep(Work.SETTLE, SOON, Witness.NONE);
        assertRowsOnceAndNoOrphan();
        upkeep(Work.ROLL, SOON, Witness.NONE);
        assertRowsOnceAndNoOrphan();
    }

    @ParameterizedTest
    @EnumSource(
            value = Witness.Step.class,
            names = {"WRITTEN", "DELETED", "COMMITTED", "UNLINKED"})
    void aKillDuringCompactionLosesAndDoublesNothing(Witness.Step step) throws Exception {
        fill(8);
        kill(Work.COMPACT, step);
        assertRowsOnceAndNoOrphan();
        upkeep(Work.COMPACT, SOON, Witness.NONE);
        assertRowsOnceAndNoOrphan();
        assertThat(Orphans.ours(folder)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Witness.Step.class,
            names = {"FROZEN", "DELETED", "COMMITTED", "UNLINKED"})
    void afterAKillDuringRetentionEveryRowIsInTheLakeOrFrozen(Witness.Step step) throws Exception {
        fill(2);
        upkeep(Work.ROLL, SOON, Witness.NONE);
        kill(Work.RETAIN, step);
        upkeep(Work.RETAIN, LATER, Witness.NONE);
        assertThat(Orphans.ours(folder)).isEmpty();
        assertThat(Orphans.ours(frozen))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(Files.size(file)).isPositive());
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT).open()) {
            assertThat(LakeReport.of(lake).deletions().getFirst().rows()).isEqualTo(ROWS);
            assertThat(Verification.of(lake, "genops_ai").breaks()).isEmpty();
        }
    }

    /// Rows in so many rolls, the last of them not rolled yet if there is but one.
    private void fill(int rolls) throws Exception {
        try (Feed feed = Feed.start(folder, yaml())) {
            var edge = feed.edge("", "genops_ai");
            var keeper = LakeKeeper.of(feed.lake, InstantSource.fixed(SOON));
            for (int roll = 0; roll < rolls; roll++) {
                feed.record(edge, roll, ROWS / rolls);
                feed.awaitCommitted(roll + 1);
                if (rolls > 1) {
                    keeper.roll("");
                }
            }
        }
    }

    private String yaml() {
        return "flush_interval: 1ms\ndatasets: [{name: genops_ai, retention: 90 days, frozen_path: '" + frozen
                + "'}]\n";
    }

    private void upkeep(Work work, Instant now, Witness witness) throws Exception {
        upkeep(folder, yaml(), work, now, witness);
    }

    private static void upkeep(Path folder, String yaml, Work work, Instant now, Witness witness) throws Exception {
        try (Feed feed = Feed.start(folder, yaml)) {
            var keeper = new LakeKeeper(feed.lake, InstantSource.fixed(now), witness);
            switch (work) {
                case SETTLE -> feed.settle("genops_ai", witness);
                case ROLL -> keeper.roll("");
                case COMPACT -> keeper.compact();
                case RETAIN -> keeper.retain();
            }
        }
    }

    private void assertRowsOnceAndNoOrphan() throws Exception {
        try (Feed feed = Feed.start(folder, yaml())) {
            String all = "select _offset, _ordinal from genops_ai";
            List<String> paths = feed.query("select path from meta.files where gone is null");
            if (!paths.isEmpty()) {
                all += " union all select _offset, _ordinal from "
                        + Layout.parquet(paths.stream()
                                .map(path -> folder.resolve(path).toString())
                                .toList());
            }
            assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from (" + all + ")"))
                    .containsExactly(ROWS + "|" + ROWS);
            assertThat(Orphans.ours(folder)).hasSameSizeAs(paths);
            assertThat(Verification.of(feed.lake, "genops_ai").breaks()).isEmpty();
        }
    }

    private void kill(Work work, Witness.Step step) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Victim.class.getName(),
                        folder.toString(),
                        yaml(),
                        work.name(),
                        step.name())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(Victim.KILLED);
    }

    /// Halts, without closing anything, as it reaches a step.
    static final class Victim {
        static final int KILLED = 42;

        private Victim() {}

        public static void main(String[] args) throws Exception {
            Work work = Work.valueOf(args[2]);
            upkeep(Path.of(args[0]), args[1], work, work == Work.RETAIN ? LATER : SOON, step -> {
                if (step.name().equals(args[3])) {
                    Runtime.getRuntime().halt(KILLED);
                }
            });
        }
    }
}
