package ai.genops.benchmarks;

import ai.genops.expression.Scope;
import ai.genops.lake.Lake;
import ai.genops.lake.LakeDestination;
import ai.genops.lake.LakeKeeper;
import ai.genops.lake.LakeType;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.Route;
import ai.genops.pipeline.config.Location;
import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.YamlReader;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;

/// Fills a lake with [LlmTraffic] by the lake's own writer, and rolls it into files as it comes, so that a server finds
/// what it would have after as many days. Its checkpoint is of a destination that no server has, so a server that opens
/// the lake begins with its own log.
final class LakeFill implements AutoCloseable {
    /// As the configuration that is shipped has it.
    private static final String SHIPPED =
            "{compression_codec: snappy, indexes: [customer_id, team, environment, compliance_framework]}";

    private static final int PER_RECORD = 200;
    private static final int PER_ROLL = 120_000;
    private static final int PER_LINE = 1_000_000;
    private static final int DAY_MILLIS = 86_400_000;
    private static final int HOUR_MILLIS = 3_600_000;

    private final Problems problems = new Problems();
    private final Lake lake;
    private final LakeDestination destination;
    private final Destination.Edge edge;
    private final LakeKeeper keeper;
    private final LlmTraffic events = new LlmTraffic(1);
    private final InstantSource clock = InstantSource.system();
    private long offset;

    private LakeFill(Path folder) {
        lake = Lake.in(folder, Lake.Settings.DEFAULT).open();
        destination =
                (LakeDestination) LakeType.of(lake, folder).getFirst().create("filled_by_benchmark", section(SHIPPED));
        edge = destination.bind(
                new Route("", "route", section("dataset: genops_ai"), Scope.of(new ai.genops.event.Fields())));
        destination.start(new DestinationRuntime(new Beginning(), clock, folder));
        keeper = LakeKeeper.of(lake, clock);
    }

    /// Fills.
    ///
    /// @param arguments a folder that is empty, how many events, over how many days up to the last full hour
    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[1]);
        try (var fill = new LakeFill(Path.of(arguments[0]))) {
            long to = fill.clock.millis() / HOUR_MILLIS * HOUR_MILLIS;
            fill.run(count, to - Long.parseLong(arguments[2]) * DAY_MILLIS, to);
        }
    }

    private void run(long count, long from, long to) throws InterruptedException {
        long start = System.nanoTime();
        for (long done = 0; done < count; done += PER_RECORD) {
            while (!destination.ready()) {
                Thread.sleep(1);
            }
            for (int i = 0; i < PER_RECORD; i++) {
                edge.write(events.next(offset, i, LlmTraffic.time((double) (done + i) / count, from, to)));
            }
            destination.passed(++offset);
            if ((done + PER_RECORD) % PER_ROLL == 0) {
                settle();
            }
            if ((done + PER_RECORD) % PER_LINE == 0) {
                System.err.printf(
                        Locale.ROOT,
                        "%,d events, %d s%n",
                        done + PER_RECORD,
                        (System.nanoTime() - start) / 1_000_000_000);
            }
        }
        settle();
        keeper.compact();
    }

    private void settle() throws InterruptedException {
        while (destination.committed() < offset) {
            Thread.sleep(1);
        }
        keeper.roll("genops_ai");
    }

    private Section section(String yaml) {
        return Section.of(
                YamlReader.parse(yaml, "lake.yaml", problems),
                "lake",
                Location.of("lake.yaml"),
                problems,
                new Secrets(_ -> null));
    }

    @Override
    public void close() {
        keeper.close();
        destination.close();
        lake.close();
    }

    private static final class Beginning implements DestinationRuntime.Checkpoint {
        @Override
        public long load() {
            return 0;
        }

        @Override
        public void save(long nextOffset) {
            throw new IllegalStateException("the lake keeps its own checkpoint");
        }
    }
}
