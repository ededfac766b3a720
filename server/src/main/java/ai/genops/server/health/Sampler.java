package ai.genops.server.health;

import ai.genops.log.Log;
import ai.genops.log.LogStats;
import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationStats;
import ai.genops.pipeline.engine.FeedStats;
import ai.genops.pipeline.engine.Feeds;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Reads the counters of a running server.
///
/// @param destinations those that take events
/// @param nanos a clock that only goes forward
public record Sampler(
        Log log,
        Feeds feeds,
        List<Source> sources,
        List<Destination> destinations,
        Path dataFolder,
        InstantSource clock,
        LongSupplier nanos) {
    /// A source's counters, and the question whether it answers.
    public record Source(String id, Supplier<Traffic> traffic, SourceProbe probe) {}

    Sample take() {
        long now = nanos.getAsLong();
        LogStats stats = log.stats();
        SortedMap<String, Sample.Source> bySource = new TreeMap<>();
        for (Source source : sources) {
            source.probe().tick(now);
            bySource.put(source.id(), source(source));
        }
        SortedMap<String, Sample.Destination> byDestination = new TreeMap<>();
        destinations.forEach(destination -> byDestination.put(destination.id(), destination(destination, stats)));
        long feedNext = destinations.stream()
                .mapToLong(destination -> feeds.next(destination.id()))
                .max()
                .orElse(stats.nextSequence());
        return new Sample(now, clock.millis(), machine(), log(stats), feedNext, bySource, byDestination);
    }

    private Sample.Log log(LogStats stats) {
        FeedStats read = feeds.stats();
        var counters = stats.counters();
        return new Sample.Log(
                stats.nextSequence(),
                stats.obstacle(),
                counters.failed(),
                counters.tornBytes(),
                counters.corruptFrames(),
                read.missing() + read.undecodable(),
                read.faults());
    }

    private static Sample.Source source(Source source) {
        Traffic traffic = source.traffic().get();
        return new Sample.Source(
                traffic.accepted(),
                traffic.refused(),
                traffic.events(),
                source.probe().answers());
    }

    private static Sample.Destination destination(Destination destination, LogStats log) {
        DestinationStats stats = destination.stats();
        DeliveryStats delivery = destination.deliveryStats();
        LogStats.Consumer consumer = log.consumers().get(destination.id());
        var failures = delivery.failures();
        long failed = failures.tooMany() + failures.server() + failures.client() + failures.timeout();
        return new Sample.Destination(
                switch (delivery.health().state()) {
                    case HEALTHY -> "up";
                    case RETRYING -> "retrying";
                    case UNHEALTHY -> "down";
                },
                Math.max(delivery.requests(), stats.batches()),
                failed + failures.connect() + failures.other(),
                stats.rejected(),
                delivery.lettersLost(),
                destination.committed(),
                consumer == null ? 0 : consumer.lagBytes(),
                consumer == null
                        ? log.maxBytes()
                        : Math.min(log.maxBytes(), consumer.limit().maxLagBytes()),
                consumer == null ? 0 : consumer.dropped(),
                delivery.oldestAppendedMillis());
    }

    private Sample.Machine machine() {
        long free = -1;
        long total = -1;
        try {
            FileStore store = Files.getFileStore(dataFolder);
            free = store.getUsableSpace();
            total = store.getTotalSpace();
        } catch (IOException e) {
            // Not known: a folder that vanished shows itself as a log that refuses.
        }
        return new Sample.Machine(cpu(), heap(), free, total);
    }

    private static double cpu() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        double load = system instanceof com.sun.management.OperatingSystemMXBean ours ? ours.getCpuLoad() : -1;
        return load < 0 ? Double.NaN : load;
    }

    /// What the last collection left: until then garbage fills any heap.
    private static double heap() {
        long used = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getCollectionUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
        return (double) used / Runtime.getRuntime().maxMemory();
    }
}
