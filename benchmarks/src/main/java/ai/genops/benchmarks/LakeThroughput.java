package ai.genops.benchmarks;

import ai.genops.lake.Lake;
import ai.genops.lake.LakeReport;
import ai.genops.search.function.EngineFunctions;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/// Events into a lake as fast as it takes them: a burst into the database, the roll of all of it into files, and both
/// together for a time. Tells events a second, CPU an event, and bytes an event on disk.
final class LakeThroughput implements AutoCloseable {
    private static final int PER_RECORD = 100;
    private static final long MB = 1_000_000;
    private static final long ENOUGH = 200_000;
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final LakeEvents events = new LakeEvents(1);
    private final FedLake lake;
    /// How long the last feed's end took to be committed.
    private long awaitedNanos;

    private LakeThroughput(Path folder) {
        Lake open = Lake.in(folder, Lake.Settings.DEFAULT)
                .with(EngineFunctions::register)
                .open();
        lake = new FedLake(open, folder, "cribl_lake", "roll_size: 64MB");
    }

    /// Measures and tells.
    ///
    /// @param arguments a folder that is empty, thousands of events of a first load, seconds of the burst, seconds
    ///     of the load that lasts, events a second of that
    public static void main(String[] arguments) throws Exception {
        try (var run = new LakeThroughput(Path.of(arguments[0]))) {
            long first = Long.parseLong(arguments[1]) * 1000;
            run.feed(Long.MAX_VALUE, 20_000, Long.MAX_VALUE); // compiled by now
            run.measure("load", () -> run.feed(Long.MAX_VALUE, first, Long.MAX_VALUE));
            run.measure("roll", () -> run.lake.keeper.roll("").rows());
            run.tellSize();
            var searches = new LakeSearches(run.lake.lake, run.lake.clock.instant());
            searches.measure("warming up", 0, 0);
            searches.measure("at rest", 0, in(10));
            run.lake.keeper.start();
            run.measure("burst", () -> run.feed(Long.MAX_VALUE, Long.MAX_VALUE, in(Long.parseLong(arguments[2]))));
            run.tellSize();
            run.measure("catching up", run::catchUp);
            run.tellSize();
            run.sustained(searches, Long.parseLong(arguments[3]), Long.parseLong(arguments[4]));
        }
    }

    /// A paced load with searches beside it, and the same searches when it is over.
    private void sustained(LakeSearches searches, long seconds, long perSecond) throws Exception {
        searches.measure("at rest", 0, in(10));
        long until = in(seconds);
        Thread beside = Thread.ofPlatform().start(() -> {
            try {
                searches.measure("during ingest", 500, until);
            } catch (InterruptedException e) {
                // Nobody interrupts it.
            }
        });
        measure("sustained", () -> feed(perSecond, Long.MAX_VALUE, until), true);
        beside.join();
        tellSize();
    }

    private static long in(long seconds) {
        return System.nanoTime() + seconds * 1_000_000_000;
    }

    private interface Work {
        long run() throws Exception;
    }

    private void measure(String what, Work work) throws Exception {
        measure(what, work, false);
    }

    /// @param paced whether what is counted is what came in while it did: the last of it is committed a flush later
    private void measure(String what, Work work, boolean paced) throws Exception {
        awaitedNanos = 0;
        long start = System.nanoTime();
        long cpu = PROCESS.getProcessCpuTime();
        long done = work.run();
        double seconds = (System.nanoTime() - start - (paced ? awaitedNanos : 0)) / 1e9;
        double cpuMicros = (PROCESS.getProcessCpuTime() - cpu) / 1e3;
        System.out.printf(
                Locale.ROOT,
                "%-11s %,10d events in %6.1f s: %,8.0f/s, %5.1f us of CPU each, the slowest commit %,d ms, the last %,d ms later%n",
                what,
                done,
                seconds,
                done / seconds,
                cpuMicros / done,
                lake.slowestCommitMillis(),
                awaitedNanos / MB);
    }

    /// So many events, or as many as there is time for, at most so many a second; until all are committed.
    private long feed(long perSecond, long most, long untilNanos) throws InterruptedException {
        long start = System.nanoTime();
        long fed = 0;
        while (fed < most && System.nanoTime() < untilNanos) {
            while (!lake.isReady() || fed / (double) perSecond > (System.nanoTime() - start) / 1e9) {
                Thread.sleep(1);
            }
            long now = lake.clock.millis();
            for (int i = 0; i < PER_RECORD; i++) {
                lake.write(events.next(lake.offset(), i, now));
            }
            lake.passed();
            fed += PER_RECORD;
        }
        long fedAt = System.nanoTime();
        lake.awaitCommitted();
        awaitedNanos = System.nanoTime() - fedAt;
        return fed;
    }

    /// Until the database has no more than what comes in while the keeper rests; how many events it has moved.
    private long catchUp() throws InterruptedException {
        long first = liveRows();
        while (liveRows() > ENOUGH) {
            Thread.sleep(100);
        }
        return first - liveRows();
    }

    private long liveRows() {
        return LakeReport.of(lake.lake).datasets().stream()
                .mapToLong(LakeReport.OfDataset::liveRows)
                .sum();
    }

    private void tellSize() {
        for (LakeReport.OfDataset dataset : LakeReport.of(lake.lake).datasets()) {
            System.out.printf(
                    Locale.ROOT,
                    "%,d events in %d files, %.1f bytes each; %,d in the database, which has %,d MB%n",
                    dataset.fileRows(),
                    dataset.files(),
                    (double) dataset.fileBytes() / Math.max(1, dataset.fileRows()),
                    dataset.liveRows(),
                    lake.lake.bytes() / MB);
        }
    }

    @Override
    public void close() {
        lake.close();
    }
}
