package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Guarded;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// One pipeline, compiled: the events its filters let in pass its processors in order and are offered to its routes.
/// The pipeline with an empty id has neither filters nor processors: its routes get every event as received.
///
/// Safe for concurrent use; the books are kept for each event once, however often a lagging destination makes the log
/// be read again.
public final class Pipeline {
    private final String id;
    private final String description;
    private final List<Condition> filters;
    private final List<Processor> processors;
    private final List<RouteEdge> routes;
    private final Fields fields;
    private final List<Guarded> expressions;
    private final LongAdder received = new LongAdder();
    private final LongAdder filtered = new LongAdder();
    private final LongAdder dropped = new LongAdder();
    private final LongAdder passed = new LongAdder();

    public Pipeline(
            String id,
            String description,
            List<Condition> filters,
            List<Processor> processors,
            List<RouteEdge> routes,
            Fields fields,
            List<Guarded> expressions) {
        this.id = id;
        this.description = description;
        this.filters = filters;
        this.processors = processors;
        this.routes = routes;
        this.fields = fields;
        this.expressions = expressions;
    }

    public String id() {
        return id;
    }

    public String description() {
        return description;
    }

    public List<RouteEdge> routes() {
        return routes;
    }

    /// The names it sets.
    public Fields fields() {
        return fields;
    }

    public List<Guarded> expressions() {
        return expressions;
    }

    /// Events offered to it. Each is filtered, dropped, or passed.
    public long received() {
        return received.sum();
    }

    /// Events its filters did not let in.
    public long filtered() {
        return filtered.sum();
    }

    /// Events a processor dropped.
    public long dropped() {
        return dropped.sum();
    }

    /// Events that reached the routes.
    public long passed() {
        return passed.sum();
    }

    /// Takes an event through, to those of its routes that are among `wanted`. `first`: it has not been here before.
    public void accept(Event event, List<RouteEdge> wanted, boolean first) {
        event.enter(id, fields);
        LongAdder outcome = pass(event);
        if (first) {
            received.increment();
            outcome.increment();
        }
        if (outcome == passed) {
            for (int i = 0; i < wanted.size(); i++) {
                wanted.get(i).offer(event);
            }
        }
    }

    /// The counter of what became of the event.
    private LongAdder pass(Event event) {
        for (int i = 0; i < filters.size(); i++) {
            if (!filters.get(i).test(event)) {
                return filtered;
            }
        }
        for (int i = 0; i < processors.size(); i++) {
            if (processors.get(i).apply(event) == Verdict.DROP) {
                return dropped;
            }
        }
        return passed;
    }
}
