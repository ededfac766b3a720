package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Guarded;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    private final Bookmark bookmark = new Bookmark();
    private final LongAdder received = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /// What becomes of an event.
    private enum Outcome {
        FILTERED,
        DROPPED,
        PASSED
    }

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
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
    }

    /// The same with other routes, and books of its own.
    public Pipeline with(List<RouteEdge> others) {
        return new Pipeline(id, description, filters, processors, others, fields, expressions);
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

    Bookmark bookmark() {
        return bookmark;
    }

    /// Events offered to it. Each is filtered, dropped, or passed.
    public long received() {
        return received.sum();
    }

    /// Events its filters did not let in.
    public long filtered() {
        return count(Outcome.FILTERED).sum();
    }

    /// Events a processor dropped.
    public long dropped() {
        return count(Outcome.DROPPED).sum();
    }

    /// Events that reached the routes.
    public long passed() {
        return count(Outcome.PASSED).sum();
    }

    /// Takes an event through, to those of its routes that are among `wanted`. `first`: it has not been here before.
    public void accept(Event event, List<RouteEdge> wanted, boolean first) {
        event.enter(id, fields);
        Outcome outcome = pass(event);
        if (first) {
            received.increment();
            count(outcome).increment();
        }
        if (outcome == Outcome.PASSED) {
            for (int i = 0; i < wanted.size(); i++) {
                wanted.get(i).offer(event);
            }
        }
    }

    private LongAdder count(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }

    private Outcome pass(Event event) {
        for (int i = 0; i < filters.size(); i++) {
            if (!filters.get(i).test(event)) {
                return Outcome.FILTERED;
            }
        }
        for (int i = 0; i < processors.size(); i++) {
            if (processors.get(i).apply(event) == Verdict.DROP) {
                return Outcome.DROPPED;
            }
        }
        return Outcome.PASSED;
    }
}
