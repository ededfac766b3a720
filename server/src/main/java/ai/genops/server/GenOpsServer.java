package ai.genops.server;

import ai.genops.lake.LakeException;
import ai.genops.log.ConsumerLimit;
import ai.genops.log.Log;
import ai.genops.log.Overflow;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.config.SecretRefresh;
import ai.genops.pipeline.engine.Engine;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.engine.MemoryFolder;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.search.Search;
import ai.genops.server.api.ApiServer;
import ai.genops.server.api.AppendTimes;
import ai.genops.server.api.ServerView;
import ai.genops.server.health.HealthMonitor;
import ai.genops.server.health.Sampler;
import ai.genops.server.replay.Replays;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.OtlpDecoder;
import ai.genops.source.otlp.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. Started from the back to the front, so that nothing receives before what comes after it works,
/// and stopped from the front to the back, so that what is under way arrives.
public final class GenOpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GenOpsServer.class);
    private static final Duration DRAIN = Duration.ofSeconds(4);
    private static final long REFRESH_SECONDS = 2;

    private final ServerPlan plan;
    private final Log log;
    private final List<Destination> destinations;
    private final Feeds feeds;
    private final ConsumerLimits limits;
    private final Replays replays;
    private final List<RunningSource> sources;
    private final HealthMonitor health;
    private final ApiServer api;
    private final ScheduledExecutorService refresher;
    private final ScheduledExecutorService watcher;
    private final SecretRefresh secrets;
    private final InstantSource clock;
    private final AppendTimes appendTimes = new AppendTimes();

    /// Starts everything, or nothing.
    /// @throws UserException if a port is taken, or the data folder is another server's or cannot be written
    public static GenOpsServer start(ServerPlan plan, InstantSource clock) {
        return start(plan, clock, System::nanoTime);
    }

    /// @param nanos a clock that only goes forward, for what is measured over time
    static GenOpsServer start(ServerPlan plan, InstantSource clock, LongSupplier nanos) {
        Ports.check(plan.ports(), plan.problems());
        if (plan.problems().hasErrors()) {
            throw new UserException("the configuration has errors");
        }
        Log log = openLog(plan, clock);
        try {
            return new GenOpsServer(plan, log, clock, nanos);
        } catch (LakeException | IOException e) {
            plan.lake().close();
            closeQuietly(log);
            throw new UserException(String.valueOf(e.getMessage()));
        }
    }

    private GenOpsServer(ServerPlan plan, Log log, InstantSource clock, LongSupplier nanos) throws IOException {
        this.plan = plan;
        this.log = log;
        this.clock = clock;
        plan.lake().open();
        appendTimes.note(log.nextSequence(), clock.millis());
        var engine = new Engine(plan.configuration().pipelines());
        limits = new ConsumerLimits(
                log,
                plan.configuration().buffers(),
                plan.server().deadLetters(),
                plan.server().log().maxBytes());
        destinations = startDestinations(plan, log, clock, limits);
        feeds = new Feeds(log, engine, OtlpDecoder::new, destinations, new MemoryFolder(memories(plan)));
        replays = new Replays(
                log,
                OtlpDecoder::new,
                plan::again,
                byId(destinations),
                clock,
                plan.options().data());
        replays.resume();
        sources = new ArrayList<>();
        for (var source : plan.sources()) {
            sources.add(RunningSource.start(source.config(), new LogAppender(log)));
        }
        var search = Search.of(() -> plan.lake().reader(), clock, ZoneId.systemDefault());
        var view = new ServerView(
                Version.TEXT,
                plan.configuration(),
                log,
                feeds,
                replays,
                sources(),
                plan.options().data(),
                clock.instant(),
                appendTimes,
                clock);
        health = HealthMonitor.start(
                plan.health(), sampler(nanos), clock, plan.options().data(), Host.name(), Host.freshId());
        api = ApiServer.start(plan.server().host(), plan.server().apiPort(), view, search, health::report);
        secrets = plan.configuration()
                .server()
                .secrets()
                .refreshEvery(plan.server().secretsRefresh());
        refresher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("refresh").daemon().factory());
        var _ = refresher.scheduleWithFixedDelay(this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
        var _ = refresher.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        watcher = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("health").daemon().factory());
        long millis = plan.server().health().interval().toMillis();
        var _ = watcher.scheduleWithFixedDelay(this::watch, 0, millis, TimeUnit.MILLISECONDS);
    }

    public ServerPlan plan() {
        return plan;
    }

    public List<RunningSource> runningSources() {
        return List.copyOf(sources);
    }

    /// Waits until everything that is in the log now is where it belongs.
    public void awaitDelivered() throws InterruptedException {
        long next = log.nextSequence();
        while (destinations.stream().anyMatch(destination -> destination.committed() < next)) {
            Thread.sleep(20);
        }
    }

    /// Refuses new requests, delivers what is in the log for a few seconds, and releases everything. What is not
    /// delivered is delivered after the next start.
    @Override
    public void close() {
        refresher.shutdownNow();
        stopWatching();
        secrets.close();
        // Each waits for the requests under way, so together.
        var stopped = Stream.concat(sources.stream().map(RunningSource::stop), Stream.of(api.stop()));
        CompletableFuture.allOf(stopped.toArray(CompletableFuture<?>[]::new)).join();
        try {
            feeds.drain(DRAIN);
        } catch (InterruptedException _) {
            feeds.close();
            Thread.currentThread().interrupt();
        }
        replays.close();
        destinations.forEach(Destination::close);
        noteCommitted();
        plan.lake().close();
        closeQuietly(log);
    }

    /// Time goes on for pipelines that wait for it, also when nothing arrives.
    private void tick() {
        if (feeds.awaitTime(clock.millis())) {
            var _ = log.append(Envelope.of(Signal.LOGS, "genops_clock", Map.of()));
        }
    }

    /// Lookups follow their files; the log learns how far those have come that keep their checkpoint themselves.
    private void refresh() {
        plan.configuration().lookups().refresh(clock.instant());
        noteCommitted();
        appendTimes.note(log.nextSequence(), clock.millis());
    }

    private void noteCommitted() {
        destinations.forEach(destination -> log.checkpoints().note(destination.id(), destination.committed()));
        destinations.forEach(limits::look);
        replays.look();
    }

    /// A look that fails must not be the last.
    private void watch() {
        try {
            health.look();
        } catch (RuntimeException e) {
            LOG.warn("the server could not look at itself", e);
        }
    }

    private void stopWatching() {
        watcher.shutdown();
        try {
            watcher.awaitTermination(DRAIN.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        health.close();
    }

    private Sampler sampler(LongSupplier nanos) {
        List<Sampler.Source> watched = sources.stream()
                .map(source -> new Sampler.Source(source.config().id(), source.stats(), source.probe()))
                .toList();
        return new Sampler(log, feeds, watched, destinations, plan.options().data(), clock, nanos);
    }

    private List<ServerView.Source> sources() {
        return sources.stream()
                .map(source -> new ServerView.Source(source.config().id(), source.stats()))
                .toList();
    }

    private static Log openLog(ServerPlan plan, InstantSource clock) {
        try {
            return Log.open(plan.options().data().resolve("log"), plan.server().log(), clock);
        } catch (IOException e) {
            throw new UserException("the data folder " + plan.options().data() + " cannot be used: " + e.getMessage());
        }
    }

    /// Those that take events; a consumer that is not configured any more holds nothing back. Each one's own word for
    /// where it stands counts: a log that has lost records goes on numbering from there.
    private static List<Destination> startDestinations(
            ServerPlan plan, Log log, InstantSource clock, ConsumerLimits limits) throws IOException {
        List<Destination> ready = plan.configuration().destinations().values().stream()
                .filter(destination -> destination.availability().isReady())
                .toList();
        for (String known : log.checkpoints().positions().keySet()) {
            Destination destination = plan.configuration().destinations().get(known);
            if (destination == null && !Replays.isConsumer(known) && !isMemory(known, plan)) {
                log.checkpoints().forget(known);
            } else if (destination != null && !destination.availability().isReady()) {
                keepPlace(log, destination);
            }
        }
        for (Destination destination : ready) {
            limits.apply(destination.id());
            var checkpoint = new LogCheckpoint(log, destination.id());
            destination.start(
                    new DestinationRuntime(checkpoint, clock, plan.options().data()));
        }
        return ready;
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

    private static Path memories(ServerPlan plan) {
        return plan.options().data().resolve("memory");
    }

    /// Whether it is the place that the engine keeps for itself, and needs.
    private static boolean isMemory(String consumer, ServerPlan plan) {
        return consumer.equals(Feeds.MEMORIES)
                && plan.configuration().pipelines().stream().anyMatch(Pipeline::remembers);
    }

    private static Map<String, Destination> byId(List<Destination> destinations) {
        return destinations.stream().collect(Collectors.toMap(Destination::id, Function.identity()));
    }

    private static void closeQuietly(Log log) {
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("the log could not be closed: {}", e.toString());
        }
    }
}
