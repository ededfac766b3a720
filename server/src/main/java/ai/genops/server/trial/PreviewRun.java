package ai.genops.server.trial;

import ai.genops.destination.delivery.Price;
import ai.genops.event.Event;
import ai.genops.pipeline.Destination;
import ai.genops.pipeline.engine.Pipeline;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Trace;
import ai.genops.pipeline.engine.Tracer;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Events taken through a pipeline as it is and as it would be, and what comes of them side by side. What pipelines
/// remember begins empty on both sides.
final class PreviewRun {
    private static final int SHOWN = 100;

    private final @Nullable Pipeline before;
    private final Pipeline after;
    private final Map<String, Price> prices;
    private final @Nullable Tracer old;
    private final Tracer next;
    private final Sent sentBefore = new Sent();
    private final Sent sentAfter = new Sent();
    private final Deque<Map<String, @Nullable Object>> shown = new ArrayDeque<>();
    private long read;
    private long letInBefore;
    private long letInAfter;
    private long differing;
    private long failedBefore;
    private long failedAfter;
    private double first;
    private double last;

    /// @param before null if it is not enabled now: then it does nothing
    PreviewRun(@Nullable Pipeline before, Pipeline after, Map<String, Price> prices) {
        this.before = before;
        this.after = after;
        this.prices = prices;
        this.old = before == null ? null : new Tracer(before);
        this.next = new Tracer(after);
    }

    void take(Event event) {
        read++;
        last = event.timeNanos() / 1e9;
        first = read == 1 ? last : first;
        Trace was = old == null ? null : old.of(event);
        // The tracers do not share what a pipeline has set on the event: each begins with what was received.
        Trace is = next.of(event);
        letInBefore += was != null && was.refusal() == null ? 1 : 0;
        letInAfter += is.refusal() == null ? 1 : 0;
        failedBefore += was == null ? 0 : was.failures().size();
        failedAfter += is.failures().size();
        if (was != null) {
            sentBefore.add(was);
        }
        sentAfter.add(is);
        boolean differs = !end(was).equals(end(is));
        differing += differs ? 1 : 0;
        if (is.refusal() == null || differs) {
            shown.add(look(event, was, is, differs));
            if (shown.size() > SHOWN) {
                shown.removeFirst();
            }
        }
    }

    /// All that somebody outside could notice of an event's way.
    private static Map<String, Object> end(@Nullable Trace trace) {
        Map<String, Object> end = new LinkedHashMap<>();
        if (trace == null || trace.refusal() != null) {
            return end;
        }
        end.put("dropped", !trace.passed());
        if (trace.passed()) {
            end.putAll(fields(trace));
        }
        trace.allExits()
                .forEach(exit -> end.merge(
                        "to " + exit.route().destination().id(),
                        exit.outcome()
                                + (exit.sends() == null ? "" : exit.sends().text()),
                        (one, other) -> one + "\n" + other));
        return end;
    }

    private static Map<String, Object> fields(@Nullable Trace trace) {
        if (trace == null || trace.refusal() != null) {
            return Map.of();
        }
        return trace.steps().isEmpty()
                ? trace.entered()
                : trace.steps().getLast().after();
    }

    private Map<String, @Nullable Object> look(Event event, @Nullable Trace was, Trace is, boolean differs) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>(TraceJson.tree(read, event, is, ""));
        json.put("time", event.timeNanos() / 1e9);
        json.put("trace_id", hex(event.traceIdHigh(), event.traceIdLow()));
        json.put("differs", differs);
        json.put("now", was == null ? null : summary(was));
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        TraceJson.changes(fields(was), fields(is), changes);
        json.put("end", changes);
        Map<String, @Nullable Object> cut = new LinkedHashMap<>();
        json.forEach((name, value) -> cut.put(name, Shortened.of(value)));
        return cut;
    }

    private static String hex(long high, long low) {
        var hex = HexFormat.of();
        return (high | low) == 0 ? "" : hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    private static Map<String, @Nullable Object> summary(Trace trace) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("let_in", trace.refusal() == null);
        json.put(
                "dropped_by",
                trace.steps().stream()
                        .filter(Trace.Step::dropped)
                        .map(step -> step.stage().name())
                        .findFirst()
                        .orElse(null));
        json.put(
                "routes",
                trace.exits().stream()
                        .map(exit -> Map.of(
                                "name", exit.route().name(),
                                "destination", exit.route().destination().id(),
                                "outcome", exit.outcome().name().toLowerCase(Locale.ROOT)))
                        .toList());
        return json;
    }

    /// Ends it: what is remembered goes on as if time passed, and everything is told.
    void write(Map<String, @Nullable Object> json) {
        if (old != null) {
            old.rest().forEach(sentBefore::add);
        }
        next.rest().forEach(sentAfter::add);
        Map<String, @Nullable Object> events = new LinkedHashMap<>();
        events.put("read", read);
        events.put("from", first);
        events.put("to", last);
        events.put("let_in_now", letInBefore);
        events.put("let_in", letInAfter);
        events.put("differ", differing);
        events.put("failures_now", failedBefore);
        events.put("failures", failedAfter);
        json.put("events", events);
        json.put("destinations", destinations());
        json.put("shown", List.copyOf(shown.reversed()));
    }

    private List<Map<String, @Nullable Object>> destinations() {
        Map<String, Destination> all = new LinkedHashMap<>();
        List<RouteEdge> routesBefore = before == null ? List.of() : before.routes();
        routesBefore.forEach(route -> all.put(route.destination().id(), route.destination()));
        after.routes().forEach(route -> all.put(route.destination().id(), route.destination()));
        return all.values().stream().map(this::destination).toList();
    }

    private Map<String, @Nullable Object> destination(Destination destination) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", destination.id());
        json.put("state", destination.availability().text());
        json.put("ready", destination.availability().isReady());
        json.put("now", count(destination.id(), sentBefore.to(destination.id())));
        json.put("then", count(destination.id(), sentAfter.to(destination.id())));
        return json;
    }

    private Map<String, Object> count(String destination, Sent.Count count) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("events", count.events());
        json.put("bytes", count.bytes());
        Price price = prices.get(destination);
        BigDecimal cost = price == null ? null : price.cost(count.bytes(), count.events());
        if (cost != null) {
            json.put("dollars", cost);
        }
        return json;
    }
}
