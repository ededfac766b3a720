package ai.genops.pipeline.engine;

import ai.genops.event.Event;
import ai.genops.event.Fields;
import ai.genops.event.Shown;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Failures;
import ai.genops.pipeline.processor.Processor.Verdict;
import ai.genops.pipeline.processor.Splitter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

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

    /// Takes an event through, to those of its routes that are among `wanted`. `first`: it has not been here before.
    public void accept(Event event, List<RouteEdge> wanted, boolean first) {
        event.enter(id, fields);
        if (filter(event)) {
            run(event, 0, wanted, first);
        } else {
            count(event, Outcome.FILTERED, first);
        }
    }

    /// The same, with somebody looking on. What is not `first` has been seen before: only its routes are shown.
    void accept(Event event, List<RouteEdge> wanted, boolean first, Observer observer) {
        observed(event, first, first ? observer : Observer.NOBODY, passed -> {
            for (RouteEdge route : wanted) {
                observer.offered(this, route, route.offer(passed), passed);
            }
        });
    }

    /// Takes an event through for somebody to look on: nothing is sent, and nothing counted but what fails.
    public void trace(Event event, Observer observer) {
        observed(event, false, observer, passed -> {
            for (RouteEdge route : routes) {
                observer.offered(this, route, route.decide(passed), passed);
            }
        });
    }

    private LongAdder count(Outcome outcome) {
        return Objects.requireNonNull(outcomes.get(outcome));
    }

    /// Both sides of the books at once, so that they agree even if something fails.
    private void count(Event event, Outcome outcome, boolean first) {
        if (first) {
            (event.isMade() ? created : received).increment();
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
        for (int i = next; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            Verdict verdict = stage.processor().apply(event);
            if (verdict == Verdict.LAST) {
                ended(stage, first);
                break;
            }
            if (verdict != Verdict.KEEP) {
                left(event, stage, verdict, first);
                if (verdict == Verdict.SPLIT) {
                    int following = i + 1;
                    split(event, stage, first, part -> run(part, following, wanted, first));
                }
                return;
            }
        }
        count(event, Outcome.PASSED, first);
        for (int i = 0; i < wanted.size(); i++) {
            wanted.get(i).offer(event);
        }
    }

    private void observed(Event event, boolean first, Observer observer, Consumer<Event> offer) {
        event.enter(id, fields);
        for (Condition filter : filters) {
            if (!filter.test(event)) {
                observer.refused(this, filter, event);
                count(event, Outcome.FILTERED, first);
                return;
            }
        }
        observer.entered(this, event);
        observed(event, 0, first, observer, offer);
    }

    private void observed(Event event, int next, boolean first, Observer observer, Consumer<Event> offer) {
        for (int i = next; i < stages.size(); i++) {
            Stage stage = stages.get(i);
            observer.before(stage);
            Verdict verdict = stage.processor().apply(event);
            observer.after(this, stage, verdict, event);
            if (verdict == Verdict.LAST) {
                ended(stage, first);
                break;
            }
            if (verdict != Verdict.KEEP) {
                left(event, stage, verdict, first);
                if (verdict == Verdict.SPLIT) {
                    int following = i + 1;
                    split(event, stage, first, part -> observed(part, following, first, observer, offer));
                }
                return;
            }
        }
        count(event, Outcome.PASSED, first);
        offer.accept(event);
    }

    private static void ended(Stage stage, boolean first) {
        if (first) {
            stage.ended();
        }
    }

    private void left(Event event, Stage stage, Verdict verdict, boolean first) {
        count(event, verdict == Verdict.DROP ? Outcome.DROPPED : Outcome.ABSORBED, first);
        if (first) {
            stage.left(verdict);
        }
    }

    private static void split(Event event, Stage stage, boolean first, Consumer<Event> each) {
        Splitter splitter = Objects.requireNonNull(stage.processor().splitter());
        List<?> parts = splitter.parts(event);
        if (first) {
            stage.created(parts.size());
        }
        Shown before = event.shown();
        for (Object part : parts) {
            event.show(before);
            event.nextPart();
            splitter.show(event, part);
            each.accept(event);
        }
    }
}
