package ai.genops.server.replay;

import ai.genops.log.Log;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.engine.MemoryFolder;
import ai.genops.pipeline.engine.Rehearsal;
import ai.genops.pipeline.load.Configuration;
import ai.genops.server.replay.ReplayJob.State;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All replays of a server: those that run, and what became of the others. Safe for concurrent use.
///
/// A replay reaches up to where its destinations stand in the ordinary feed, never further: what a destination has not
/// got for the first time, it will get anyway. It never holds up the ordinary feed, which knows nothing of it.
public final class Replays implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
    /// Each has its own threads and batches in memory.
    private static final int MOST_RUNNING = 4;
    /// Replays whose figures are still told when they have ended.
    private static final int LAST_ENDED = 16;

    private final Log log;
    private final Supplier<Decoder> decoders;
    private final Supplier<Configuration> again;
    private final Supplier<Map<String, Destination>> ordinary;
    private final Function<Path, MemoryFolder> memories;
    private final InstantSource clock;
    private final JobFiles files;
    private final SortedMap<Integer, ReplayJob> jobs = new TreeMap<>();
    private final SortedMap<Integer, RunningReplay> running = new TreeMap<>();
    private final SequencedMap<Integer, ReplayFigures> ended = new LinkedHashMap<>();

    /// @param again reads the configuration once more, as the files are now
    /// @param ordinary the destinations of the ordinary feed, by id
    /// @param memories keeps in a folder what pipelines remember
    public Replays(
            Log log,
            Supplier<Decoder> decoders,
            Supplier<Configuration> again,
            Supplier<Map<String, Destination>> ordinary,
            Function<Path, MemoryFolder> memories,
            InstantSource clock,
            Path dataFolder) {
        this.log = log;
        this.decoders = decoders;
        this.again = again;
        this.ordinary = ordinary;
        this.memories = memories;
        this.clock = clock;
        files = new JobFiles(dataFolder);
    }

    /// What a replay would do.
    ///
    /// @param range what it reads, no further than the destinations have got
    public record Forecast(ReplayRange range, Rehearsal.Result count) {}

    /// A job and how far it has come; what it does is null if it does not run.
    public record Progress(ReplayJob job, @Nullable RunningReplay running) {}

    /// Whether a consumer of the log is one of a replay that still runs, or will.
    public static boolean isConsumer(String name) {
        return name.startsWith(ReplayJob.CONSUMERS);
    }

    /// Counts what a replay would send, by reading and running all of it.
    ///
    /// @throws ReplayException if it cannot be
    public Forecast forecast(ReplayRequest request) throws IOException, InterruptedException {
        ReplayPlan plan = ReplayPlan.of(again.get(), request.destinations(), request.pipelines());
        ReplayRange range = range(request, plan);
        Decoder decoder = range.within(decoders.get());
        return new Forecast(range, Rehearsal.of(log, range.records(), decoder, plan.pipelines(), plan.destinations()));
    }

    /// Starts a replay; it is on disk when this returns.
    ///
    /// @throws ReplayException if it cannot be
    public synchronized ReplayJob start(ReplayRequest request) throws IOException {
        look();
        if (running.size() >= MOST_RUNNING) {
            throw new ReplayException(MOST_RUNNING + " replays are running; wait for one, or cancel it");
        }
        ReplayPlan plan = ReplayPlan.of(again.get(), request.destinations(), request.pipelines());
        ReplayRange range = range(request, plan);
        List<String> destinations =
                plan.destinations().stream().map(Destination::id).toList();
        var job = new ReplayJob(
                files.nextId(),
                clock.millis(),
                range,
                destinations,
                List.copyOf(request.pipelines()),
                State.RUNNING,
                "");
        files.write(job);
        jobs.put(job.id(), job);
        run(job, plan);
        ReplayJob now = jobs.getOrDefault(job.id(), job);
        if (now.state() == State.FAILED) {
            throw new ReplayException("replay " + job.id() + ": " + now.note());
        }
        return now;
    }

    /// Goes on with what ran when the server stopped.
    public synchronized void resume() throws IOException {
        for (ReplayJob job : files.read()) {
            jobs.put(job.id(), job);
            if (job.state() == State.RUNNING) {
                resume(job);
            }
        }
        for (String consumer : log.checkpoints().positions().keySet()) {
            if (isConsumer(consumer)
                    && running.values().stream()
                            .noneMatch(replay -> replay.job().owns(consumer))) {
                log.checkpoints().forget(consumer);
            }
        }
    }

    /// All jobs, by id.
    public synchronized List<Progress> list() {
        look();
        List<Progress> all = new ArrayList<>();
        jobs.values().forEach(job -> all.add(new Progress(job, running.get(job.id()))));
        return all;
    }

    /// What those have done that run, and, since the server's start, the last that ended; by id.
    public synchronized List<ReplayFigures> figures() {
        look();
        SortedMap<Integer, ReplayFigures> figures = new TreeMap<>(ended);
        running.forEach((id, replay) -> figures.put(id, ReplayFigures.of(replay)));
        return List.copyOf(figures.values());
    }

    /// Ends a replay where it is. What was delivered stays delivered.
    ///
    /// @throws ReplayException if it does not run
    public synchronized ReplayJob cancel(int id) {
        look();
        ReplayJob job = jobs.get(id);
        if (job == null || job.state() != State.RUNNING) {
            throw new ReplayException(
                    job == null
                            ? "there is no replay " + id
                            : "replay " + id + " has ended: "
                                    + job.state().name().toLowerCase(java.util.Locale.ROOT));
        }
        return end(job, State.CANCELLED, "");
    }

    /// Ends those that are done. Called every now and then.
    public synchronized void look() {
        for (RunningReplay replay : List.copyOf(running.values())) {
            try {
                replay.note(log);
                if (replay.isDone()) {
                    end(replay.job(), State.DONE, note(replay));
                }
            } catch (UncheckedIOException e) {
                LOG.warn("{}; it is tried again", e.getMessage());
            }
        }
    }

    /// Stops all; they go on after the next start.
    @Override
    public synchronized void close() {
        running.values().forEach(RunningReplay::close);
        running.clear();
    }

    private void resume(ReplayJob job) {
        try {
            run(job, ReplayPlan.of(again.get(), job.destinations(), job.pipelines()));
        } catch (ReplayException e) {
            end(job, State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private void run(ReplayJob job, ReplayPlan plan) {
        try {
            running.put(
                    job.id(), RunningReplay.start(job, plan, log, decoders, clock, files.folder(job), memories(job)));
        } catch (IOException | RuntimeException e) {
            end(job, State.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private ReplayJob end(ReplayJob job, State state, String note) {
        ReplayJob over = job.with(state, note);
        try {
            files.write(over);
            jobs.put(job.id(), over);
            RunningReplay replay = running.remove(job.id());
            if (replay != null) {
                replay.close();
                remember(ReplayFigures.of(replay).as(over));
            }
            for (String consumer : log.checkpoints().positions().keySet()) {
                if (job.owns(consumer)) {
                    log.checkpoints().forget(consumer);
                }
            }
            memories(job).delete();
        } catch (IOException e) {
            throw new UncheckedIOException("replay " + job.id() + " cannot be ended: " + e.getMessage(), e);
        }
        LOG.info("replay {}: {} {}", job.id(), state, note);
        return over;
    }

    private MemoryFolder memories(ReplayJob job) {
        return memories.apply(files.folder(job).resolve("memory"));
    }

    private void remember(ReplayFigures figures) {
        ended.put(figures.job().id(), figures);
        if (ended.size() > LAST_ENDED) {
            ended.pollFirstEntry();
        }
    }

    private ReplayRange range(ReplayRequest request, ReplayPlan plan) {
        ReplayRange range = ReplayRange.of(request, log, clock.instant());
        List<String> behind = new ArrayList<>();
        for (Destination own : plan.destinations()) {
            Destination before = ordinary.get().get(own.id());
            long reached = before == null ? Long.MAX_VALUE : before.committed();
            if (reached <= range.first() && range.first() < range.next()) {
                behind.add("`" + own.id() + "` has not got record " + range.first()
                        + " for the first time: it stands at " + reached + " and gets the rest from the ordinary feed");
            }
            range = range.before(reached);
        }
        if (!behind.isEmpty()) {
            throw new ReplayException(String.join("\n", behind));
        }
        return range;
    }

    private static String note(RunningReplay replay) {
        long missing = replay.feeds().stats().missing();
        long rejected = replay.destinations().stream()
                .mapToLong(destination -> destination.stats().rejected())
                .sum();
        String lost = missing == 0 ? "" : missing + " records were no longer in the log";
        String refused = rejected == 0 ? "" : rejected + " events were refused";
        return lost.isEmpty() || refused.isEmpty() ? lost + refused : lost + "; " + refused;
    }
}
