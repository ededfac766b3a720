package ai.genops.server;

import ai.genops.log.Log;
import ai.genops.server.health.HealthMonitor;
import ai.genops.server.health.HealthReport;
import ai.genops.server.health.Sampler;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The looks at the server's health, by one configuration after another, on a thread of their own. Safe for concurrent
/// use.
final class RunningHealth implements RunningPlan.Follower, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningHealth.class);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final Log log;
    private final List<Sampler.Source> sources;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private volatile HealthMonitor monitor;
    private ScheduledExecutorService looking;

    /// @param nanos a clock that only goes forward, for what is measured over time
    RunningHealth(
            ServerPlan plan,
            Delivery delivery,
            Log log,
            List<Sampler.Source> sources,
            InstantSource clock,
            LongSupplier nanos) {
        this.log = log;
        this.sources = sources;
        this.clock = clock;
        this.nanos = nanos;
        monitor = monitor(plan, delivery);
        looking = look(plan);
    }

    HealthReport report() {
        return monitor.report();
    }

    @Override
    public synchronized void follow(ServerPlan plan, Delivery delivery) {
        monitor = monitor(plan, delivery);
        looking = look(plan);
    }

    @Override
    public synchronized void halt() {
        looking.shutdown();
        try {
            looking.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        monitor.close();
    }

    @Override
    public void close() {
        halt();
    }

    private HealthMonitor monitor(ServerPlan plan, Delivery delivery) {
        Path data = plan.options().data();
        var sampler = new Sampler(log, delivery.feeds(), sources, delivery.destinations(), data, clock, nanos);
        return HealthMonitor.start(plan.health(), sampler, clock, data, Host.name(), Host.freshId());
    }

    private ScheduledExecutorService look(ServerPlan plan) {
        HealthMonitor now = monitor;
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("health").daemon().factory());
        long millis = plan.server().health().interval().toMillis();
        var _ = thread.scheduleWithFixedDelay(() -> look(now), 0, millis, TimeUnit.MILLISECONDS);
        return thread;
    }

    /// A look that fails must not be the last.
    private static void look(HealthMonitor monitor) {
        try {
            monitor.look();
        } catch (RuntimeException e) {
            LOG.warn("the server could not look at itself", e);
        }
    }
}
