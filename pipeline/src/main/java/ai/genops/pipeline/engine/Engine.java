package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// All pipelines of a configuration. Every event is offered to every pipeline; they are independent of one another.
/// Safe for concurrent use.
public final class Engine {
    private final List<Pipeline> pipelines;
    private final Bookmark records = new Bookmark();

    public Engine(List<Pipeline> pipelines) {
        this.pipelines = List.copyOf(pipelines);
    }

    public List<Pipeline> pipelines() {
        return pipelines;
    }

    /// The part of the engine that leads to some destinations.
    Program program(Collection<Destination> destinations) {
        List<Step> steps = new ArrayList<>();
        for (Pipeline pipeline : pipelines) {
            List<RouteEdge> routes = pipeline.routes().stream()
                    .filter(route -> destinations.contains(route.destination()))
                    .toList();
            if (!routes.isEmpty()) {
                steps.add(new Step(pipeline, routes));
            }
        }
        return new Program(List.copyOf(steps));
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

        Program(List<Step> steps) {
            this.steps = steps;
            first = new boolean[steps.size()];
        }

        /// The events of the record at `offset` follow.
        void begin(long offset) {
            for (int i = 0; i < first.length; i++) {
                first[i] = steps.get(i).pipeline().bookmark().passes(offset);
            }
        }

        void run(Event event) {
            for (int i = 0; i < first.length; i++) {
                Step step = steps.get(i);
                step.pipeline().accept(event, step.routes(), first[i]);
            }
        }
    }
}
