package ai.genops.server.replay;

import ai.genops.log.Log;
import ai.genops.pipeline.Decoder;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.DestinationRuntime;
import ai.genops.pipeline.engine.Engine;
import ai.genops.pipeline.engine.Feeds;
import ai.genops.pipeline.engine.MemoryStore;
import ai.genops.pipeline.engine.Pipeline;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// A replay at work: feeds, pipelines and destinations of its own over a range of the log.
public final class RunningReplay implements AutoCloseable {
    private final ReplayJob job;
    private final List<Pipeline> pipelines;
    private final List<Destination> destinations;
    private final Feeds feeds;

    private RunningReplay(ReplayJob job, List<Pipeline> pipelines, List<Destination> destinations, Feeds feeds) {
        this.job = job;
        this.pipelines = pipelines;
        this.destinations = destinations;
        this.feeds = feeds;
    }

    /// Starts it, or goes on where its checkpoints are. If a destination cannot start, none has.
    static RunningReplay start(
            ReplayJob job,
            ReplayPlan plan,
            Log log,
            Supplier<Decoder> decoders,
            InstantSource clock,
            Path folder,
            MemoryStore memories)
            throws IOException {
        List<Destination> started = new ArrayList<>();
        try {
            for (Destination destination : plan.destinations()) {
                String consumer = job.consumer(destination.id());
                var checkpoint = new ReplayCheckpoint(
                        log.checkpoints(), consumer, job.range().first());
                var replay = new DestinationRuntime.Replay(
                        consumer, job.range().first(), job.range().next());
                destination.start(new DestinationRuntime(checkpoint, clock, folder, replay));
                started.add(destination);
            }
        } catch (IOException | RuntimeException e) {
            started.forEach(Destination::close);
            throw e;
        }
        var feeds = new Feeds(
                log,
                new Engine(plan.pipelines()),
                () -> job.range().within(decoders.get()),
                started,
                memories,
                job.consumer(Feeds.MEMORIES),
                job.range().next());
        return new RunningReplay(job, plan.pipelines(), List.copyOf(started), feeds);
    }

    public ReplayJob job() {
        return job;
    }

    public Feeds feeds() {
        return feeds;
    }

    public List<Pipeline> pipelines() {
        return pipelines;
    }

    public List<Destination> destinations() {
        return destinations;
    }

    /// Whether every destination has all of it.
    boolean isDone() {
        return destinations.stream()
                .allMatch(destination -> destination.committed() >= job.range().next());
    }

    /// Tells the log how far those have come that keep their checkpoint themselves.
    void note(Log log) {
        destinations.forEach(
                destination -> log.checkpoints().note(job.consumer(destination.id()), destination.committed()));
    }

    /// Delivers what is under way, for a few seconds at most.
    @Override
    public void close() {
        feeds.close();
        destinations.forEach(Destination::close);
    }
}
