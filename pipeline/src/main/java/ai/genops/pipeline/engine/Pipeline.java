package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Guarded;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.util.ArrayList;
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
    private final List<Stage> stages;
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
            List<Stage> stages,
            List<RouteEdge> routes,
            Fields fields,
            List<Guarded> expressions) {
        this.id = id;
        this.description = description;
        this.filters = filters;
        this.stages = stages;
        this.routes = routes;
        this.fields = fields;
        this.expressions = expressions;
        for (Outcome outcome : Outcome.values()) {
            outcomes.put(outcome, new LongAdder());
        }
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

    /// Its processors, in order.
    public List<Stage> stages() {
        return stages;
    }

    /// The filters that let events in, all of which have to hold.
    public List<Condition> filters() {
        return filters;
    }

    /// The books of its processors, in order. What one takes in follows from what came out at the end and what was
    /// dropped on the way, so that an event that passes costs nothing to count.
    public List<StageStats> stageStats() {
        List<StageStats> stats = new ArrayList<>();
        long out = passed();
        for (Stage stage : stages.reversed()) {
            StageStats counted = stage.stats(out);
            stats.addFirst(counted);
            out = counted.in();
        }
        return List.copyOf(stats);
    }

    /// Takes an event through, to those of its routes that are among `wanted`. `first`: it has not been here before.
    public void accept(Event event, List<RouteEdge> wanted, boolean first) {
        event.enter(id, fields);
        Outcome outcome = pass(event, first);
        count(outcome, first);
        if (outcome == Outcome.PASSED) {
            for (int i = 0; i < wanted.size(); i++) {
                wanted.get(i).offer(event);
            }
        }
    }

    /// The same, with somebody looking on. What is not `first` has been seen before: only its routes are shown.
    void accept(Event event, List<RouteEdge> wanted, boolean first, Observer observer) {
        event.enter(id, fields);
        Outcome outcome = pass(event, first, first ? observer : Observer.NOBODY);
        count(outcome, first);
        if (outcome == Outcome.PASSED) {
            for (RouteEdge route : wanted) {
                observer.offered(this, route, route.offer(event), event);
            }
        }
    }

    /// Takes an event through for somebody to look on: nothing is sent, and nothing counted but what fails.
    public void trace(Event event, Observer observer) {
        event.enter(id, fields);
        if (pass(event, false, observer) == Outcome.PASSED) {
            for (RouteEdge route : routes) {
                observer.offered(this, route, route.decide(event), event);
            }
        }
    }

    private void count(Outcome outcome, boolean first) {
        if (first) {
            received.increment();
            count(outcome).increment();
        }
    }

    private LongAdder count(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }

    private Outcome pass(Event event, boolean first) {
        for (int i = 0; i < filters.size(); i++) {
            if (!filters.get(i).test(event)) {
                return Outcome.FILTERED;
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            if (stage.processor().apply(event) == Verdict.DROP) {
                return dropped(stage, first);
            }
        }
        return Outcome.PASSED;
    }

    private Outcome pass(Event event, boolean first, Observer observer) {
        for (Condition filter : filters) {
            if (!filter.test(event)) {
                observer.refused(this, filter, event);
                return Outcome.FILTERED;
            }
        }
        observer.entered(this, event);
        for (Stage stage : stages) {
            observer.before(stage);
            Verdict verdict = stage.processor().apply(event);
            observer.after(this, stage, verdict, event);
            if (verdict == Verdict.DROP) {
                return dropped(stage, first);
            }
        }
        return Outcome.PASSED;
    }

    private static Outcome dropped(Stage stage, boolean first) {
        if (first) {
            stage.dropped();
        }
        return Outcome.DROPPED;
    }
}
