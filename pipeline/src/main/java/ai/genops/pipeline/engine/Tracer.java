package ai.genops.pipeline.engine;

import ai.genops.event.Attributes;
import ai.genops.event.Event;
import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Destination.Preview;
import ai.genops.pipeline.processor.Condition;
import ai.genops.pipeline.processor.Failures;
import ai.genops.pipeline.processor.Guarded;
import ai.genops.pipeline.processor.Processor.Verdict;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down the way of events through a pipeline. Nothing is sent, and the events' random numbers are those they
/// have on the server. What the pipeline remembers, it remembers from one event to the next. One thread.
public final class Tracer implements Observer {
    /// How often time is moved on for what waits for it.
    private static final int MOST_WAITS = 10_000;

    private final Passage passage;
    private final Deque<Frame> frames = new ArrayDeque<>();
    private final Map<Failures, Long> failuresBefore = new LinkedHashMap<>();
    private long next;

    /// What is known of an event so far.
    private static final class Frame {
        private final @Nullable Stage maker;
        private final String returned;
        private Trace.@Nullable Reason refusal;
        private Map<String, Object> entered = Map.of();
        private final List<Trace.Step> steps = new ArrayList<>();
        private final List<Trace.Exit> exits = new ArrayList<>();
        private final List<Trace> made = new ArrayList<>();

        Frame(@Nullable Stage maker, String returned) {
            this.maker = maker;
            this.returned = returned;
        }

        Trace trace(Pipeline pipeline) {
            return new Trace(
                    pipeline,
                    maker,
                    returned,
                    refusal,
                    entered,
                    List.copyOf(steps),
                    List.copyOf(exits),
                    List.copyOf(made));
        }
    }

    public Tracer(Pipeline pipeline) {
        passage = Passage.trial(pipeline);
    }

    /// Takes the next event through.
    public Trace of(Event event) {
        passage.pipeline().expressions().forEach(expression -> failuresBefore.put(expression, expression.failures()));
        frames.push(new Frame(null, ""));
        next = event.offset() + 1;
        passage.begin(event.offset(), event.appendMillis(), false, this, true);
        passage.accept(event);
        return frames.pop().trace(passage.pipeline());
    }

    /// What the pipeline makes of what it remembers as time goes on and nothing more arrives.
    public List<Trace> rest() {
        frames.push(new Frame(null, ""));
        long due = passage.memories().due();
        for (int i = 0; i < MOST_WAITS && due < Long.MAX_VALUE; i++) {
            passage.begin(next++, due, false, this, true);
            due = passage.memories().due();
        }
        return List.copyOf(frames.pop().made);
    }

    private Frame frame() {
        return frames.element();
    }

    @Override
    public void made(Pipeline pipeline, Stage stage, Event event) {
        frames.push(new Frame(stage, event.isReturned() ? named(event) : ""));
        frame().entered = snapshot(event);
    }

    private static String named(Event event) {
        String name = event.name().isEmpty() ? "without a name" : event.name();
        return event.spanId() == 0 ? name : name + "  span " + HexFormat.of().toHexDigits(event.spanId());
    }

    @Override
    public void wentOn() {
        Trace trace = frames.pop().trace(passage.pipeline());
        frame().made.add(trace);
    }

    @Override
    public void refused(Pipeline pipeline, Condition filter, Event event) {
        frame().refusal = reason("", filter, event);
    }

    @Override
    public void entered(Pipeline pipeline, Event event) {
        frame().entered = snapshot(event);
    }

    @Override
    public void after(Pipeline pipeline, Stage stage, Verdict verdict, Event event) {
        List<Trace.Failure> failures = stage.expressions().stream()
                .filter(this::failedNow)
                .map(Trace.Failure::of)
                .toList();
        frame().steps
                .add(new Trace.Step(
                        stage,
                        verdict == Verdict.DROP || verdict == Verdict.ABSORB,
                        verdict == Verdict.ABSORB,
                        snapshot(event),
                        failures));
    }

    @Override
    public void offered(Pipeline pipeline, RouteEdge route, RouteEdge.Outcome outcome, Event event) {
        Trace.Exit exit = switch (outcome) {
            case FILTERED -> {
                var reason = reason(route.name(), route.filter(), event);
                yield new Trace.Exit(route, outcome, event.sampleRate(), "", null, reason);
            }
            case SAMPLED_OUT -> new Trace.Exit(route, outcome, event.sampleRate(), "", null, null);
            case SENT -> sent(route, event);
        };
        frame().exits.add(exit);
    }

    private static Trace.Exit sent(RouteEdge route, Event event) {
        var json = new JsonBuffer(1024);
        EventJson.write(event, json);
        int randoms = event.randoms();
        Preview preview = route.preview(event);
        if (!route.destination().availability().isReady()) {
            event.rewind(randoms); // the server encodes nothing for it
        }
        return new Trace.Exit(route, RouteEdge.Outcome.SENT, event.sampleRate(), json.toString(), preview, null);
    }

    private Trace.Reason reason(String name, Condition condition, Event event) {
        Condition.Why why = condition.why(event);
        if (!(why.condition() instanceof Guarded expression)) {
            return new Trace.Reason(name, why.note(), "", Map.of(), null);
        }
        Failures failures = expression.failures();
        return new Trace.Reason(
                name.isEmpty() ? failures.sets() : name,
                why.note(),
                failures.source(),
                expression.reads(event),
                failed(expression, event) ? Trace.Failure.of(failures) : null);
    }

    /// Whether it failed on this event. A row of a table of routes is asked once for all pipelines, so it has to be
    /// asked again.
    private boolean failed(Guarded expression, Event event) {
        Failures failures = expression.failures();
        if (failuresBefore.containsKey(failures)) {
            return failedNow(failures);
        }
        long before = failures.failures();
        int randoms = event.randoms();
        boolean _ = expression.test(event);
        event.rewind(randoms);
        return failures.failures() > before;
    }

    /// Whether it has failed since it was last asked.
    private boolean failedNow(Failures expression) {
        long before = failuresBefore.getOrDefault(expression, 0L);
        failuresBefore.put(expression, expression.failures());
        return expression.failures() > before;
    }

    /// Everything a processor can change, by the names expressions have for it.
    private static Map<String, Object> snapshot(Event event) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put(
                "_time",
                BigDecimal.valueOf(Math.floorDiv(event.timeNanos(), 1000L), 6).doubleValue());
        all.put("name", event.name());
        if (!event.status().isEmpty()) {
            all.put("status", event.status());
        }
        for (int i = 0; i < event.own().size(); i++) {
            Object value = event.own().value(i);
            if (value != null) {
                all.put(event.own().key(i).name(), value);
            }
        }
        List<String> names = event.fields().names();
        for (int slot = 0; slot < names.size(); slot++) {
            Object value = event.field(slot);
            if (value != null) {
                all.put(names.get(slot), value);
            }
        }
        add("attributes", event.attributes(), all);
        add("resource", event.resource(), all);
        all.put("sample_rate", event.sampleRate());
        all.put("sampled", event.sampled());
        return all;
    }

    private static void add(String holder, Attributes attributes, Map<String, Object> all) {
        for (int i = 0; i < attributes.size(); i++) {
            Object value = attributes.value(i);
            if (value != null) {
                all.put(holder + "['" + attributes.key(i).name() + "']", value);
            }
        }
    }
}
