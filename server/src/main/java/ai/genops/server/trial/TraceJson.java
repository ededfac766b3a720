package ai.genops.server.trial;

import ai.genops.event.Event;
import ai.genops.event.JsonBuffer;
import ai.genops.pipeline.Destination.Preview;
import ai.genops.pipeline.engine.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The way of an event through a pipeline, for scripts and the page: one JSON object.
public final class TraceJson {
    private TraceJson() {}

    /// Of an event that came from a log or a file.
    ///
    /// @param destination the only one whose routes are told; empty for all
    public static String of(long number, Event event, Trace trace, String destination) {
        return new JsonBuffer(1024)
                .value(tree(number, event, trace, destination))
                .toString();
    }

    static Map<String, @Nullable Object> tree(long number, Event event, Trace trace, String destination) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("event", number);
        json.put("name", event.name());
        json.put("pipeline", trace.pipeline().id());
        json.put("let_in", trace.refusal() == null);
        if (trace.refusal() != null) {
            json.put("filter", reason(trace.refusal()));
        }
        way(trace, destination, json);
        return json;
    }

    /// Of an event that a processor made when no more events came.
    public static String ofMade(Trace trace, String destination) {
        return new JsonBuffer(1024).value(made(trace, destination)).toString();
    }

    private static Map<String, @Nullable Object> made(Trace trace, String destination) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put(
                trace.returned().isEmpty() ? "made_by" : "held_by",
                trace.maker() == null ? null : trace.maker().name());
        if (!trace.returned().isEmpty()) {
            json.put("event", trace.returned());
        }
        json.put("pipeline", trace.pipeline().id());
        json.put("fields", trace.entered());
        way(trace, destination, json);
        return json;
    }

    private static void way(Trace trace, String destination, Map<String, @Nullable Object> json) {
        json.put("processors", steps(trace));
        json.put(
                "routes",
                trace.exits().stream()
                        .filter(exit -> destination.isEmpty()
                                || exit.route().destination().id().equals(destination))
                        .map(TraceJson::exit)
                        .toList());
        if (!trace.made().isEmpty()) {
            json.put(
                    "made",
                    trace.made().stream().map(one -> made(one, destination)).toList());
        }
    }

    private static List<Object> steps(Trace trace) {
        List<Object> steps = new ArrayList<>();
        Map<String, Object> before = trace.entered();
        for (Trace.Step step : trace.steps()) {
            Map<String, @Nullable Object> json = new LinkedHashMap<>();
            json.put("name", step.stage().name());
            json.put("type", step.stage().type());
            json.put("dropped", step.dropped());
            json.put("absorbed", step.absorbed());
            changes(before, step.after(), json);
            json.put("errors", step.failures().stream().map(TraceJson::failure).toList());
            steps.add(json);
            before = step.after();
        }
        return steps;
    }

    static void changes(Map<String, Object> before, Map<String, Object> after, Map<String, @Nullable Object> json) {
        Map<String, Object> added = new LinkedHashMap<>();
        Map<String, Object> changed = new LinkedHashMap<>();
        Map<String, Object> removed = new LinkedHashMap<>();
        after.forEach((name, now) -> {
            Object old = before.get(name);
            if (old == null) {
                added.put(name, now);
            } else if (!old.equals(now)) {
                changed.put(name, Map.of("from", old, "to", now));
            }
        });
        before.forEach((name, old) -> {
            if (!after.containsKey(name)) {
                removed.put(name, old);
            }
        });
        json.put("added", added);
        json.put("changed", changed);
        json.put("removed", removed);
    }

    private static Map<String, @Nullable Object> exit(Trace.Exit exit) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", exit.route().name());
        json.put("destination", exit.route().destination().id());
        json.put("state", exit.route().destination().availability().text());
        json.put("outcome", exit.outcome().name().toLowerCase(Locale.ROOT));
        json.put("sample_rate", exit.sampleRate());
        if (exit.reason() != null) {
            json.put("filter", reason(exit.reason()));
        }
        Preview sends = exit.sends();
        if (sends != null) {
            json.put("sends", JsonValues.ofText(sends.text()));
            json.put("problem", sends.problem());
        }
        return json;
    }

    private static Map<String, @Nullable Object> reason(Trace.Reason reason) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("name", reason.name());
        if (!reason.note().isEmpty()) {
            json.put("note", reason.note());
        }
        json.put("expression", reason.source());
        json.put("reads", reason.reads());
        if (reason.failure() != null) {
            json.put("error", failure(reason.failure()));
        }
        return json;
    }

    private static Map<String, @Nullable Object> failure(Trace.Failure failure) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("sets", failure.sets());
        json.put("expression", failure.source());
        json.put("at", failure.at());
        json.put("message", failure.message());
        return json;
    }
}
