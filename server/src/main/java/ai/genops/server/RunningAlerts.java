package ai.genops.server;

import ai.genops.log.Log;
import ai.genops.search.Cancellation;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.server.alert.AlertMonitor;
import ai.genops.server.alert.AlertMonitor.Surroundings;
import ai.genops.server.alert.AlertPlan;
import ai.genops.server.alert.AlertRecord;
import ai.genops.server.alert.AlertReport;
import ai.genops.server.alert.Alerts;
import ai.genops.server.alert.Happening;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The alerts of searches at work, of one configuration after another. Searches run on a thread of their own,
/// one at a time. Safe for concurrent use.
final class RunningAlerts implements RunningPlan.Follower, Alerts, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningAlerts.class);
    private static final long LOOK_MILLIS = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Log log;
    private final Search.Connections connections;
    private final Supplier<Knowledge> knowledge;
    private final PartialAggregates partials;
    private final InstantSource clock;
    private final LakeArrivals arrivals;
    private final ServerOptions options;
    private volatile AlertMonitor monitor;
    private final Set<Cancellation> searching = ConcurrentHashMap.newKeySet();
    private ScheduledExecutorService looking;

    RunningAlerts(
            ServerPlan plan,
            Log log,
            Supplier<Knowledge> knowledge,
            PartialAggregates partials,
            Supplier<Delivery> delivery,
            InstantSource clock) {
        this.log = log;
        this.knowledge = knowledge;
        this.partials = partials;
        this.clock = clock;
        connections = () -> plan.lake().reader();
        arrivals = new LakeArrivals(log, () -> delivery.get().destinations(), clock);
        options = plan.options();
        monitor = monitor(plan.alerts(), plan.server().health().name());
        looking = look();
    }

    @Override
    public synchronized void follow(ServerPlan plan, Delivery delivery) {
        monitor = monitor(plan.alerts(), plan.server().health().name());
        looking = look();
    }

    /// Ends the search under way at most after a while.
    @Override
    public synchronized void halt() {
        monitor.stop();
        searching.forEach(Cancellation::cancel);
        // Not interrupted: it may be writing down what it knows.
        looking.shutdown();
        try {
            if (!looking.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                LOG.warn("the search of an alert does not end; it is left to its time limit");
                looking.shutdownNow();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        monitor.close();
    }

    @Override
    public AlertReport report() {
        return monitor.report();
    }

    @Override
    public @Nullable Instant silence(String id, Duration time, String who) {
        return monitor.silence(id, time, who);
    }

    @Override
    public AlertReport.@Nullable Trial trial(String id) {
        return monitor.trial(id);
    }

    private AlertMonitor monitor(AlertPlan plan, String name) {
        var around = new Surroundings(
                this::search, arrivals, this::append, clock, options.data(), name.isEmpty() ? Host.name() : name);
        return new AlertMonitor(plan, around, Host.freshId());
    }

    private Result search(SearchRequest request, Instant now) {
        var cancellation = new Cancellation();
        searching.add(cancellation);
        try {
            return Search.of(connections, () -> now, ZoneId.systemDefault())
                    .with(knowledge)
                    .with(partials)
                    .run(request, cancellation);
        } finally {
            searching.remove(cancellation);
        }
    }

    private ScheduledExecutorService look() {
        AlertMonitor now = monitor;
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("alerts").daemon().factory());
        var _ = thread.scheduleWithFixedDelay(() -> look(now), LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return thread;
    }

    /// A look that fails must not be the last.
    private static void look(AlertMonitor monitor) {
        try {
            monitor.look();
        } catch (RuntimeException e) {
            LOG.warn("the server could not look at its alerts", e);
        }
    }

    private boolean append(Happening happening) {
        try {
            log.append(AlertRecord.of(happening)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("an alert's event waits: {}", e.toString());
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        halt();
    }
}
