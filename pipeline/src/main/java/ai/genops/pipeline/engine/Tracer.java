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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes down the way of an event through a pipeline. Nothing is sent, and the event's random numbers are those it
/// has on the server. One thread.
public final class Tracer implements Observer {
    private Trace.@Nullable Reason refusal;
    private Map<String, Object> entered = Map.of();
    private final List<Trace.Step> steps = new ArrayList<>();
    private final List<Trace.Exit> exits = new ArrayList<>();
    private final Map<Failures, Long> failuresBefore = new LinkedHashMap<>();

    private Tracer(Pipeline pipeline) {
        pipeline.expressions().forEach(expression -> failuresBefore.put(expression, expression.failures()));
    }

    /// Takes the event through the pipeline.
    public static Trace of(Pipeline pipeline, Event event) {
        var tracer = new Tracer(pipeline);
        pipeline.trace(event, tracer);
        return new Trace(
                pipeline, tracer.refusal, tracer.entered, List.copyOf(tracer.steps), List.copyOf(tracer.exits));
    }

    @Override
    public void refused(Pipeline pipeline, Condition filter, Event event) {
        refusal = reason("", filter, event);
    }

    @Override
    public void entered(Pipeline pipeline, Event event) {
        entered = snapshot(event);
    }

    @Override
    public void after(Pipeline pipeline, Stage stage, Verdict verdict, Event event) {
        List<Trace.Failure> failures = stage.expressions().stream()
                .filter(this::failedNow)
                .map(Trace.Failure::of)
                .toList();
        steps.add(new Trace.Step(stage, verdict == Verdict.DROP, snapshot(event), failures));
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
        exits.add(exit);
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
        if (!(condition instanceof Guarded expression)) {
            return new Trace.Reason(name, "", Map.of(), null);
        }
        return new Trace.Reason(
                name.isEmpty() ? expression.sets() : name,
                expression.source(),
                expression.reads(event),
                failedNow(expression) ? Trace.Failure.of(expression) : null);
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
