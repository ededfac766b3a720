package ai.genops.server;

import ai.genops.lake.LakeDestination;
import ai.genops.lake.LakeStats;
import ai.genops.log.ConsumerLimit;
import ai.genops.log.Log;
import ai.genops.log.Overflow;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.engine.Engine;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.engine.MemoryFolder;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.load.Configuration;
import ai.genops.server.knowledge.SummaryWriter;
import ai.genops.server.replay.Replays;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Everything behind the log, as one configuration has it: pipelines at work and destinations. The log is the only
/// thing that it and its successor share, so one configuration follows another between two records.
final class Delivery implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private final Configuration configuration;
    private final Log log;
    private final ConsumerLimits limits;
    private final List<Destination> destinations;
    private final Feeds feeds;
    private boolean closed;

    private Delivery(
            Configuration configuration, Log log, ConsumerLimits limits, List<Destination> destinations, Feeds feeds) {
        this.configuration = configuration;
        this.log = log;
        this.limits = limits;
        this.destinations = destinations;
        this.feeds = feeds;
    }

    static Delivery start(ServerPlan plan, Log log, InstantSource clock) throws IOException {
        Configuration configuration = plan.configuration();
        var limits = new ConsumerLimits(
                log,
                configuration.buffers(),
                plan.server().deadLetters(),
                plan.server().log().maxBytes());
        Path data = plan.options().data();
        List<Destination> ready = configuration.destinations().values().stream()
                .filter(destination -> destination.availability().isReady())
                .toList();
        startAll(ready, limits, log, clock, data);
        // Not before the others stand: whoever is back after a configuration that did not start goes on where it was.
        forgetWhoIsGone(configuration, log);
        var feeds = new Feeds(
                log,
                new Engine(configuration.pipelines()),
                plan.protection()::decoder,
                ready,
                new MemoryFolder(data.resolve("memory"), plan.server().log().encryption()),
                plan.server().workers());
        return new Delivery(configuration, log, limits, ready, feeds);
    }

    /// All, or none.
    private static void startAll(
            List<Destination> destinations, ConsumerLimits limits, Log log, InstantSource clock, Path data)
            throws IOException {
        List<Destination> started = new ArrayList<>();
        try {
            for (Destination destination : destinations) {
                limits.apply(destination.id());
                destination.start(new DestinationRuntime(new LogCheckpoint(log, destination.id()), clock, data));
                started.add(destination);
            }
        } catch (IOException | RuntimeException e) {
            started.forEach(Destination::close);
            throw e;
        }
    }

    Configuration configuration() {
        return configuration;
    }

    Feeds feeds() {
        return feeds;
    }

    /// Those that take events.
    List<Destination> destinations() {
        return destinations;
    }

    /// The indexes that what searches collect may choose: those that no other route writes.
    Set<String> summaryIndexes() {
        var names = new TreeSet<String>();
        for (Destination destination : destinations) {
            if (destination instanceof LakeDestination lake && lake.isChosenByEvents()) {
                names.addAll(lake.unfed());
                if (lake.feeds(SummaryWriter.INDEX)) {
                    names.add(SummaryWriter.INDEX);
                }
            }
        }
        return names;
    }

    /// What lakes tell of their indexes.
    List<LakeStats.OfDataset> indexes() {
        return destinations.stream()
                .filter(LakeDestination.class::isInstance)
                .flatMap(lake -> ((LakeDestination) lake).lakeStats().datasets().stream())
                .toList();
    }

    Map<String, Destination> byId() {
        return destinations.stream().collect(Collectors.toMap(Destination::id, Function.identity()));
    }

    /// Tells the log how far those have come that keep their checkpoint themselves.
    void noteCommitted() {
        destinations.forEach(destination -> log.checkpoints().note(destination.id(), destination.committed()));
        destinations.forEach(limits::look);
    }

    /// Delivers what is in the log, at most for a while.
    void drain(Duration patience) {
        stop(() -> feeds.drain(patience));
    }

    /// Ends after the records under way; what destinations hold is delivered at [#close].
    void halt(Duration patience) {
        feeds.taps().close();
        stop(() -> feeds.halt(patience));
    }

    private interface Stop {
        void run() throws InterruptedException;
    }

    private void stop(Stop stop) {
        try {
            stop.run();
        } catch (InterruptedException _) {
            feeds.close();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        destinations.forEach(Destination::close);
        noteCommitted();
    }

    /// A consumer that is not configured any more holds nothing back. Each one's own word for where it stands counts: a
    /// log that has lost records goes on numbering from there.
    private static void forgetWhoIsGone(Configuration configuration, Log log) throws IOException {
        boolean remembers = configuration.pipelines().stream().anyMatch(Pipeline::remembers);
        for (String known : log.checkpoints().positions().keySet()) {
            Destination destination = configuration.destinations().get(known);
            if (destination != null && !destination.availability().isReady()) {
                keepPlace(log, destination);
            } else if (destination == null
                    && !Replays.isConsumer(known)
                    && !(known.equals(Feeds.MEMORIES) && remembers)) {
                log.checkpoints().forget(known);
            }
        }
    }

    /// Of a destination that worked before and lacks something now, say a variable: what it has not had stays for it
    /// as long as nobody else needs the room.
    private static void keepPlace(Log log, Destination destination) {
        log.checkpoints().limit(destination.id(), ConsumerLimit.unlimited(Overflow.DROP_OLDEST));
        LOG.warn(
                "destination `{}` is {}; it worked before, so what it has not had is kept for it while the log has room",
                destination.id(),
                destination.availability().text());
    }
}
