package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// All pipelines of a configuration. Every event is offered to every pipeline; they are independent of one another.
/// Safe for concurrent use.
public final class Engine {
    private final List<Pipeline> pipelines;
    /// Records before this offset are in the books.
    private final AtomicLong booked = new AtomicLong(-1);

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

    /// Says that records before `offset` are in the books already, or in none.
    void beginAt(long offset) {
        booked.accumulateAndGet(offset - 1, Math::max);
    }

    /// Whether the record at `offset` is read for the first time; the next call for it says no.
    boolean isFirst(long offset) {
        return booked.getAndAccumulate(offset, Math::max) < offset;
    }

    record Step(Pipeline pipeline, List<RouteEdge> routes) {}

    /// What one feed runs.
    static final class Program {
        private final List<Step> steps;

        Program(List<Step> steps) {
            this.steps = steps;
        }

        void run(Event event, boolean first) {
            for (int i = 0; i < steps.size(); i++) {
                Step step = steps.get(i);
                step.pipeline().accept(event, step.routes(), first);
            }
        }
    }
}
