package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Failures;
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
    private final List<Failures> expressions;
    private final Bookmark bookmark = new Bookmark();
    private final LongAdder received = new LongAdder();
    private final LongAdder created = new LongAdder();
    private final boolean remembers;
    private final Map<Outcome, LongAdder> outcomes = new EnumMap<>(Outcome.class);

    /// What becomes of an event.
    enum Outcome {
        FILTERED,
        DROPPED,
        ABSORBED,
        PASSED
    }

    public Pipeline(
            String id,
            String description,
            List<Condition> filters,
            List<Stage> stages,
            List<RouteEdge> routes,
            Fields fields,
            List<Failures> expressions) {
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
        remembers = !Passage.trial(this).memories().isEmpty();
    }

    /// The same with other routes, and books of its own.
    public Pipeline with(List<RouteEdge> others) {
        return new Pipeline(id, description, filters, stages, others, fields, expressions);
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

    /// Events that others were created from, or may be, which go on instead of them.
    public long absorbed() {
        return count(Outcome.ABSORBED).sum();
    }

    /// Events that it made of others, and those that it kept back, which were absorbed then, and let go on.
    public long created() {
        return created.sum();
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
        long after = passed() - stages.stream().mapToLong(Stage::endedEvents).sum();
        for (Stage stage : stages.reversed()) {
            StageStats counted = stage.stats(after);
            stats.addFirst(counted);
            after = counted.in();
        }
        return List.copyOf(stats);
    }

    /// Whether one of its processors remembers the events before.
    public boolean remembers() {
        return remembers;
    }

    /// Both sides of the books at once, so that they agree even if something fails.
    void count(Event event, Outcome outcome, boolean first) {
        if (first) {
            (event.isMade() || event.isReturned() ? created : received).increment();
            count(outcome).increment();
        }
    }

    private LongAdder count(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }
}
