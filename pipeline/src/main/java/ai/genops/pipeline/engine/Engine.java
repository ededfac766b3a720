package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// All pipelines of a configuration. Every event is offered to every pipeline; they are independent of one another.
/// Safe for concurrent use.
public final class Engine {
    private final List<Pipeline> pipelines;
    private final Booked booked = new Booked();

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

    /// Whether the record at `offset` is read for the first time; the next call for it says no.
    boolean isFirst(long offset) {
        return booked.isFirst(offset);
    }

    /// Says that records before `offset` are in the books already, or in none.
    void beginAt(long offset) {
        booked.beginAt(offset);
        pipelines.forEach(pipeline -> pipeline.booked().beginAt(offset));
    }

    record Step(Pipeline pipeline, List<RouteEdge> routes) {}

    /// What one feed runs. Not safe for concurrent use.
    static final class Program {
        private final List<Step> steps;
        /// Of each step: whether its pipeline has not had the record before. Each pipeline has books of its own: when
        /// all its destinations lag, the main feed passes it by, and theirs is the first to come.
        private final boolean[] first;

        Program(List<Step> steps) {
            this.steps = steps;
            first = new boolean[steps.size()];
        }

        /// Events that come from now on are those of the record at `offset`.
        void begin(long offset) {
            for (int i = 0; i < first.length; i++) {
                first[i] = steps.get(i).pipeline().booked().isFirst(offset);
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
