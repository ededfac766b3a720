package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Shown;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Failures;
import ai.genops.pipeline.processor.Processor;
import ai.genops.pipeline.processor.Splitter;
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
    private final List<Failures> expressions;
    private final Bookmark bookmark = new Bookmark();
    private final LongAdder received = new LongAdder();
    private final LongAdder created = new LongAdder();
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /// What becomes of an event.
    private enum Outcome {
        FILTERED,
        DROPPED,
        ABSORBED,
        PASSED
    }

    public Pipeline(
            String id,
            String description,
            List<Condition> filters,
            List<Processor> processors,
            List<RouteEdge> routes,
            Fields fields,
            List<Failures> expressions) {
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

    public List<Failures> expressions() {
        return expressions;
    }

    Bookmark bookmark() {
        return bookmark;
    }

    /// Events offered to it. Each of these and of those it [#created] is filtered, dropped, absorbed, or passed.
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

    /// Events that others were created from, which went on instead of them.
    public long absorbed() {
        return count(Outcome.ABSORBED).sum();
    }

    /// Events that it made of others.
    public long created() {
        return created.sum();
    }

    /// Events that reached the routes.
    public long passed() {
        return count(Outcome.PASSED).sum();
    }

    /// Takes an event through, to those of its routes that are among `wanted`. `first`: it has not been here before.
    public void accept(Event event, List<RouteEdge> wanted, boolean first) {
        event.enter(id, fields);
        if (filter(event)) {
            run(event, 0, wanted, first);
        } else {
            count(event, Outcome.FILTERED, first);
        }
    }

    private LongAdder count(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }

    /// Both sides of the books at once, so that they agree even if something fails.
    private void count(Event event, Outcome outcome, boolean first) {
        if (first) {
            (event.isPart() ? created : received).increment();
            count(outcome).increment();
        }
    }

    private boolean filter(Event event) {
        for (int i = 0; i < filters.size(); i++) {
            if (!filters.get(i).test(event)) {
                return false;
            }
        }
        return true;
    }

    /// Through the processors from the one at `next`, and to the routes.
    private void run(Event event, int next, List<RouteEdge> wanted, boolean first) {
        for (int i = next; i < processors.size(); i++) {
            switch (processors.get(i).apply(event)) {
                case KEEP -> {}
                case DROP -> {
                    count(event, Outcome.DROPPED, first);
                    return;
                }
                case LAST -> i = processors.size();
                case SPLIT -> {
                    count(event, Outcome.ABSORBED, first);
                    split(event, i, wanted, first);
                    return;
                }
            }
        }
        count(event, Outcome.PASSED, first);
        for (int i = 0; i < wanted.size(); i++) {
            wanted.get(i).offer(event);
        }
    }

    private void split(Event event, int at, List<RouteEdge> wanted, boolean first) {
        Splitter splitter = Objects.requireNonNull(processors.get(at).splitter());
        List<?> parts = splitter.parts(event);
        Shown before = event.shown();
        for (Object part : parts) {
            event.show(before);
            event.nextPart();
            splitter.show(event, part);
            run(event, at + 1, wanted, first);
        }
    }
}
