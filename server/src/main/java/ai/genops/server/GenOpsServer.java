package ai.genops.server;

import ai.genops.lake.LakeException;
import ai.genops.lake.LakeKeeper;
import ai.genops.log.Log;
import ai.genops.log.LogInspector;
import ai.genops.observability.dashboard.DashboardFolder;
import ai.genops.pipeline.engine.MemoryFolder;
import ai.genops.search.Search;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.partial.PartialAggregates;
import ai.genops.server.access.Access;
import ai.genops.server.api.ApiServer;
import ai.genops.server.api.AppendTimes;
import ai.genops.server.api.Reload;
import ai.genops.server.api.ServerView;
import ai.genops.server.backup.Backups;
import ai.genops.server.budget.BudgetBooks;
import ai.genops.server.edit.Edits;
import ai.genops.server.internal.InternalIndex;
import ai.genops.server.job.Jobs;
import ai.genops.server.job.LentJobs;
import ai.genops.server.knowledge.SummaryWriter;
import ai.genops.server.replay.Replays;
import ai.genops.server.splunk.JobCalls;
import ai.genops.server.splunk.Listings;
import ai.genops.server.splunk.Login;
import ai.genops.server.splunk.Replies;
import ai.genops.server.splunk.SavedCalls;
import ai.genops.server.splunk.SplunkListings;
import ai.genops.server.splunk.SplunkRoutes;
import ai.genops.server.trial.Preview;
import ai.genops.source.otlp.Envelope;
import ai.genops.source.otlp.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A running server. Started from the back to the front, so that nothing receives before what comes after it works,
/// and stopped from the front to the back, so that what is under way arrives. Safe for concurrent use.
public final class GenOpsServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(GenOpsServer.class);
    private static final long REFRESH_SECONDS = 2;
    /// A sixteenth of what the lake may use.
    private static final long PARTIALS_BYTES = 64L << 20;

    private final Log log;
    private final Replays replays;
    private final LakeKeeper keeper;
    private final Backups backups;
    private final RunningSources sources;
    private final InternalIndex internal;
    private final RunningHealth health;
    private final Access access;
    private final Edits edits;
    private final Jobs jobs;
    private final RunningAlerts alerts;
    private final BudgetBooks budgets;
    private final ApiServer api;
    private final RunningSplunk splunk;
    private final ScheduledExecutorService refresher;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final AppendTimes appendTimes = new AppendTimes();
    private final PartialAggregates partials = PartialAggregates.of(PARTIALS_BYTES);
    private final RunningPlan running;
    private final Closing closing;

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
        var closing = new Closing();
        closing.add(() -> closeQuietly(log));
        closing.add(plan.lake()::close);
        try {
            return new GenOpsServer(plan, log, closing, clock, nanos);
        } catch (LakeException | IOException e) {
            closing.close();
            throw new UserException(String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private GenOpsServer(ServerPlan plan, Log log, Closing closing, InstantSource clock, LongSupplier nanos)
            throws IOException {
        this.closing = closing;
        this.log = log;
        this.clock = clock;
        this.nanos = nanos;
        plan.lake().with(plan.server().dataKeys()).open();
        appendTimes.note(log.nextSequence(), clock.millis());
        keeper = LakeKeeper.of(plan.lake(), clock).start();
        closing.add(keeper::close);
        running = RunningPlan.start(plan, log, clock);
        closing.add(running::close);
        backups = startBackups(plan);
        closing.add(backups::close);
        Path data = plan.options().data();
        replays = startReplays(data);
        closing.add(replays::close);
        replays.resume();
        closing.add(running::drain);
        budgets = BudgetBooks.open(plan.server().budgets(), data, clock);
        closing.add(budgets::close);
        jobs = new Jobs(Jobs.Limits.DEFAULT, data.resolve("jobs"), clock);
        closing.add(jobs::close);
        List<Supplier<CompletableFuture<Void>>> listening = new ArrayList<>();
        closing.add(() -> stopAll(listening));
        sources = RunningSources.start(plan, log, listening);
        internal =
                new InternalIndex(sources.collected(), () -> running.delivery().indexes(), log::append, clock);
        health = new RunningHealth(plan, running.delivery(), log, sources.watched(), clock, nanos);
        closing.add(health::close);
        access = Access.in(data, () -> plan().access(), clock, Host::random);
        edits = edits(plan);
        Supplier<Knowledge> without = known();
        Listings listings = SplunkListings.of(Version.TEXT, Host.name(), search(plan, without), access, jobs);
        Supplier<Knowledge> known = () -> without.get().with(listings);
        Search search = search(plan, known);
        alerts = new RunningAlerts(plan, log, known, partials, running::delivery, clock);
        closing.add(alerts::close);
        running.followers(health, alerts);
        api = startApi(plan, search);
        listening.add(api::stop);
        splunk = startSplunk(plan, search, listings);
        listening.add(splunk::stop);
        refresher = scheduler("refresh");
        closing.add(refresher::shutdownNow);
        var _ = refresher.scheduleWithFixedDelay(this::refresh, REFRESH_SECONDS, REFRESH_SECONDS, TimeUnit.SECONDS);
        var _ = refresher.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    /// The configuration it works with.
    public ServerPlan plan() {
        return running.plan();
    }

    public List<RunningSource> runningSources() {
        return sources.sources();
    }

    public List<RunningCollector> runningCollectors() {
        return sources.collectors();
    }

    /// The API's port.
    ApiServer api() {
        return api;
    }

    /// The port of Splunk's clients.
    public RunningSplunk runningSplunk() {
        return splunk;
    }

    /// Who may use it.
    public Access access() {
        return access;
    }

    /// Waits until everything that is in the log now is where it belongs.
    public void awaitDelivered() throws InterruptedException {
        long next = log.nextSequence();
        while (running.delivery().destinations().stream().anyMatch(destination -> destination.committed() < next)) {
            Thread.sleep(20);
        }
    }

    /// Reads the configuration again and, if it has no errors, works with it from the next record of the log on:
    /// pipelines, routes, lookups, destinations, alerts. What processors remember stays if their definition has not
    /// changed. Sources receive meanwhile. Takes as long as destinations need for what they hold: seconds at most.
    public synchronized Reload reload() {
        return running.reload();
    }

    /// Refuses new requests, delivers what is in the log for a few seconds, and releases everything. What is not
    /// delivered is delivered after the next start.
    @Override
    public synchronized void close() {
        closing.close();
    }

    /// Each waits for the requests under way, so together.
    private static void stopAll(List<Supplier<CompletableFuture<Void>>> listening) {
        CompletableFuture.allOf(listening.stream().map(Supplier::get).toArray(CompletableFuture<?>[]::new))
                .join();
    }

    private Backups startBackups(ServerPlan plan) {
        var folders = plan.options();
        return Backups.start(
                folders.config(),
                folders.data(),
                plan.lake(),
                log,
                () -> plan().server().backups(),
                clock);
    }

    private Replays startReplays(Path data) {
        return new Replays(
                log,
                () -> plan().protection().decoder(),
                () -> plan().reader().again(),
                () -> running.delivery().byId(),
                folder -> new MemoryFolder(folder, plan().server().log().encryption()),
                clock,
                data);
    }

    private Supplier<Knowledge> known() {
        var lookups =
                new SearchedLookups(() -> running.delivery().configuration().lookups(), edits);
        var summaries = new SummaryWriter(() -> running.delivery().summaryIndexes(), log::append);
        return () -> plan().searches().with(lookups).with(summaries).with(new LentJobs(jobs));
    }

    private Search search(ServerPlan plan, Supplier<Knowledge> known) {
        return Search.of(() -> plan.lake().reader(), clock, ZoneId.systemDefault())
                .with(known)
                .with(partials);
    }

    private RunningSplunk startSplunk(ServerPlan plan, Search search, Listings listings) {
        var replies = new Replies(clock);
        var calls = new JobCalls(search, jobs, ZoneId.systemDefault(), replies);
        var saved = new SavedCalls(() -> plan().searches().searches(), calls, jobs, replies);
        return RunningSplunk.start(
                plan.server().splunk(), new SplunkRoutes(new Login(access), calls, jobs, saved, listings));
    }

    private ApiServer startApi(ServerPlan plan, Search search) throws IOException {
        var view = new ServerView(
                Version.TEXT,
                running::works,
                log,
                replays,
                plan.lake(),
                keeper,
                backups,
                sources.sourceViews(),
                sources.collectorViews(),
                plan.options().data(),
                clock.instant(),
                appendTimes,
                clock,
                new DashboardFolder(plan.options().config().resolve("dashboards")),
                preview(plan),
                edits,
                partials);
        return ApiServer.start(
                plan.server().host(),
                plan.server().apiPort(),
                view,
                access,
                search,
                jobs,
                budgets,
                health::report,
                alerts,
                this::reload);
    }

    private Edits edits(ServerPlan first) throws IOException {
        var target = new RunningEdits(this::plan, this::reload, log);
        var edits = new Edits(first.options().config(), first.options().data(), target, clock);
        edits.tell();
        return edits;
    }

    private Preview preview(ServerPlan first) {
        Path folder = first.options().data().resolve("log");
        return new Preview(
                texts -> plan().reader().draft(texts),
                first.options().config(),
                () -> LogInspector.of(folder, plan().server().keys()),
                nanos);
    }

    private static ScheduledExecutorService scheduler(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    /// Time goes on for pipelines that wait for it, also when nothing arrives; and the server tells of itself.
    private void tick() {
        internal.tell(plan().server().internalIndex());
        if (running.delivery().feeds().awaitTime(clock.millis())) {
            var _ = log.append(Envelope.of(Signal.LOGS, "genops_clock", Map.of()));
        }
    }

    /// A refresh that fails must not be the last.
    private synchronized void refresh() {
        try {
            follow();
        } catch (RuntimeException e) {
            LOG.warn("the server could not refresh what it follows", e);
        }
    }

    /// What follows files and the log by looking at them.
    private void follow() {
        running.refresh(clock.instant());
        replays.look();
        jobs.sweep();
        appendTimes.note(log.nextSequence(), clock.millis());
        running.reloadIfOutdated();
    }

    private static Log openLog(ServerPlan plan, InstantSource clock) {
        try {
            return Log.open(plan.options().data().resolve("log"), plan.server().log(), clock);
        } catch (IOException e) {
            throw new UserException("the data folder " + plan.options().data() + " cannot be used: " + e.getMessage());
        }
    }

    private static void closeQuietly(Log log) {
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("the log could not be closed: {}", e.toString());
        }
    }
}
