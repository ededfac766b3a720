package ai.genops.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.pipeline.Destination;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills a process that writes, and looks at what it leaves.
class CrashIT {
    private static final int ROWS_PER_RECORD = 20;

    @TempDir
    Path folder;

    @Test
    void afterAKillEveryRecordBeforeTheCheckpointIsThereOnceAndNoneBehindIt() throws Exception {
        long least = 0;
        for (int run = 1; run <= 3; run++) {
            Process writer = startWriter("flush_interval: 5ms\nbatch_events: 2000\nspan_window: 1000\n");
            try (var out = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                for (int line = 0; line < 5 * run; line++) {
                    least = Long.parseLong(String.valueOf(out.readLine()));
                }
                if (run == 1) {
                    assertThatThrownBy(() -> Feed.query(
                                    Lake.readOnly(folder, Lake.Settings.DEFAULT).open(), "select 1"))
                            .isInstanceOf(LakeException.class)
                            .hasMessageContaining("is in use by process " + writer.pid());
                }
            } finally {
                writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
            assertConsistent(least);
        }
    }

    @Test
    void afterKillsInABurstEveryRowIsThereOnce() throws Exception {
        for (int run = 1; run <= 3; run++) {
            Process writer = startWriter("flush_interval: 50ms\nspan_window: 0\n");
            try (var out = new BufferedReader(new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
                for (int line = 0; line < 4 + run; line++) {
                    assertThat(out.readLine()).isNotNull();
                }
            } finally {
                writer.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
            }
        }
        try (Feed feed = Feed.start(folder, "flush_interval: 50ms\nspan_window: 0\n")) {
            var all = feed.edge("", "genops_ai");
            var cost = feed.edge("cost", "genops_cost");
            long first = feed.destination.committed();
            assertThat(first * ROWS_PER_RECORD).isGreaterThan(Layout.ROW_GROUP);
            for (long offset = first; offset < first + 20_000; offset++) {
                Writer.write(feed, all, cost, offset);
            }
            feed.awaitCommitted(first + 20_000);
            long rows = (first + 20_000) * ROWS_PER_RECORD;
            for (String dataset : new String[] {"genops_ai", "genops_cost"}) {
                assertThat(feed.query("select count(*), count(distinct (_offset, _ordinal)) from " + dataset))
                        .containsExactly(rows + "|" + rows);
            }
        }
    }

    private void assertConsistent(long least) throws Exception {
        try (Lake lake = Lake.readOnly(folder, Lake.Settings.DEFAULT).open()) {
            long checkpoint = Long.parseLong(Feed.query(lake, "select max(next_offset) from meta.checkpoints")
                    .getFirst());
            assertThat(checkpoint).isGreaterThanOrEqualTo(least);
            long rows = checkpoint * ROWS_PER_RECORD;
            for (String dataset : new String[] {"genops_ai", "genops_cost"}) {
                assertThat(Feed.query(
                                lake,
                                "select count(*), count(distinct (_offset, _ordinal)), max(_offset) + 1 from "
                                        + dataset))
                        .containsExactly(rows + "|" + rows + "|" + checkpoint);
            }
        }
    }

    private Process startWriter(String yaml) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        folder.toString(),
                        yaml)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// Feeds records from the checkpoint on and tells each checkpoint it sees, until it is killed.
    static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws Exception {
            Feed feed = new Feed(Path.of(args[0]), args[1]);
            var all = feed.edge("", "genops_ai");
            var cost = feed.edge("cost", "genops_cost");
            feed.start();
            long told = -1;
            // Ends by itself should nobody kill it.
            for (long offset = feed.destination.committed(), end = offset + 100_000; offset < end; offset++) {
                write(feed, all, cost, offset);
                if (feed.destination.committed() != told) {
                    told = feed.destination.committed();
                    System.out.println(told);
                }
            }
        }

        static void write(Feed feed, Destination.Edge all, Destination.Edge cost, long offset)
                throws InterruptedException {
            feed.awaitReady();
            for (int i = 0; i < ROWS_PER_RECORD; i++) {
                var span = feed.span(offset, i, offset + 1, i + 1, _ -> {});
                all.write(span);
                cost.write(span);
            }
            feed.destination.passed(offset + 1);
        }
    }
}
