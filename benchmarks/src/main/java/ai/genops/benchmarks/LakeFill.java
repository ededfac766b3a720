package ai.genops.benchmarks;

import ai.genops.lake.Lake;
import java.nio.file.Path;
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

    private final LlmTraffic events = new LlmTraffic(1);
    private final FedLake lake;

    private LakeFill(Path folder) {
        lake = feed(Lake.in(folder, Lake.Settings.DEFAULT).open(), folder);
    }

    /// The writer that filled a lake, going on with it.
    static FedLake feed(Lake lake, Path folder) {
        return new FedLake(lake, folder, "filled_by_benchmark", SHIPPED);
    }

    /// Fills.
    ///
    /// @param arguments a folder that is empty, how many events, over how many days up to the last full hour
    public static void main(String[] arguments) throws Exception {
        long count = Long.parseLong(arguments[1]);
        try (var fill = new LakeFill(Path.of(arguments[0]))) {
            long to = fill.lake.clock.millis() / HOUR_MILLIS * HOUR_MILLIS;
            fill.run(count, to - Long.parseLong(arguments[2]) * DAY_MILLIS, to);
        }
    }

    private void run(long count, long from, long to) throws InterruptedException {
        long start = System.nanoTime();
        for (long done = 0; done < count; done += PER_RECORD) {
            while (!lake.isReady()) {
                Thread.sleep(1);
            }
            for (int i = 0; i < PER_RECORD; i++) {
                lake.write(events.next(lake.offset(), i, LlmTraffic.time((double) (done + i) / count, from, to)));
            }
            lake.passed();
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
        lake.keeper.compact();
    }

    private void settle() throws InterruptedException {
        lake.awaitCommitted();
        lake.keeper.roll("genops_ai");
    }

    @Override
    public void close() {
        lake.close();
    }
}
