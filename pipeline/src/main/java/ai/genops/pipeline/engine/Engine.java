package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// All pipelines of a configuration. Every event is offered to every pipeline; they are independent of one another.
/// Safe for concurrent use.
public final class Engine {
    private final List<Pipeline> pipelines;
    private final Bookmark records = new Bookmark();
    private final Taps taps = new Taps();

    public Engine(List<Pipeline> pipelines) {
        this.pipelines = List.copyOf(pipelines);
    }

    public List<Pipeline> pipelines() {
        return pipelines;
    }

    /// Those who look at the events on their way.
    public Taps taps() {
        return taps;
    }

    /// The part of the engine that leads to some destinations.
    Program program(Collection<Destination> destinations, LongSupplier nanoTime) {
        List<Step> steps = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            List<RouteEdge> routes = pipeline.routes().stream()
                    .filter(route -> destinations.contains(route.destination()))
                    .toList();
            if (!routes.isEmpty()) {
                steps.add(new Step(pipeline, routes));
            }
        }
        return new Program(List.copyOf(steps), taps, new StageTimer(nanoTime));
    }

    /// The books of the log's records.
    Bookmark records() {
        return records;
    }

    /// Begins the books: each pipeline's where the furthest of its destinations stands.
    void start(Map<String, Long> firstOffsets) {
        records.start(
                firstOffsets.values().stream().mapToLong(Long::longValue).max().orElse(0));
        for (Pipeline pipeline : pipelines) {
            pipeline.bookmark()
                    .start(pipeline.routes().stream()
                            .mapToLong(route -> firstOffsets.getOrDefault(
                                    route.destination().id(), 0L))
                            .max()
                            .orElse(0));
        }
    }

    record Step(Pipeline pipeline, List<RouteEdge> routes) {}

    /// What one feed runs.
    static final class Program {
        private final List<Step> steps;
        private final boolean[] first;
        private final Taps taps;
        private final StageTimer timer;
        /// Those who look on at the current record: almost always nobody, which is asked once per record.
        private @Nullable Observer observer;

        private boolean firstReading;

        Program(List<Step> steps, Taps taps, StageTimer timer) {
            this.steps = steps;
            this.taps = taps;
            this.timer = timer;
            first = new boolean[steps.size()];
        }

        /// The events of the record at `offset` follow; `firstReading`: no feed has read it before.
        void begin(long offset, boolean firstReading) {
            for (int i = 0; i < first.length; i++) {
                first[i] = steps.get(i).pipeline().bookmark().passes(offset);
            }
            this.firstReading = firstReading;
            observer = taps.observer(StageTimer.isDue(offset) ? timer : null);
        }

        void run(Event event) {
            Observer now = observer;
            if (now != null) {
                run(event, now);
                return;
            }
            for (int i = 0; i < first.length; i++) {
                Step step = steps.get(i);
                step.pipeline().accept(event, step.routes(), first[i]);
            }
        }

        private void run(Event event, Observer now) {
            if (firstReading) {
                now.received(event);
            }
            for (int i = 0; i < first.length; i++) {
                Step step = steps.get(i);
                step.pipeline().accept(event, step.routes(), first[i], now);
            }
        }
    }
}
