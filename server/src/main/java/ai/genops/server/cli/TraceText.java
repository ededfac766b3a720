package ai.genops.server.cli;

import ai.genops.event.Event;
import ai.genops.pipeline.Destination.Preview;
import ai.genops.pipeline.engine.RouteEdge;
import ai.genops.pipeline.engine.Trace;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The way of events through pipelines, for people.
final class TraceText {
    private static final int WIDTH = 110;
    private static final int NAME = 26;

    private final Terminal terminal;
    private final boolean all;
    private int width;
    private final String destination;
    /// What has been shown of the current event, by the destination it was shown for.
    private final Map<String, String> shownFor = new HashMap<>();

    /// @param all whether to show what did not change, too
    /// @param destination the only one to show; empty for all
    TraceText(Terminal terminal, boolean all, String destination) {
        this.terminal = terminal;
        this.all = all;
        this.destination = destination;
    }

    void event(long number, Event event) {
        String name = event.name().isEmpty() ? "without a name" : event.name();
        String ids = (event.traceIdHigh() | event.traceIdLow()) == 0
                ? ""
                : "  trace " + HexFormat.of().toHexDigits(event.traceIdHigh())
                        + HexFormat.of().toHexDigits(event.traceIdLow());
        terminal.line(terminal.bold("event " + number + "  " + name)
                + terminal.dim("  " + event.kind().label() + "  " + Instant.ofEpochMilli(event.timeNanos() / 1_000_000)
                        + ids));
    }

    void trace(Trace trace) {
        String id = trace.pipeline().id();
        boolean exits = destination.isEmpty();
        shownFor.clear();
        if (exits) {
            terminal.line("  " + terminal.bold(id.isEmpty() ? "(as received, no pipeline)" : id));
            way(trace);
        }
        exits(trace);
        trace.made().forEach(this::made);
    }

    /// An event that a processor made, and its way from there.
    void made(Trace trace) {
        boolean whole = destination.isEmpty();
        if (whole) {
            String maker = trace.maker() == null ? "" : trace.maker().name();
            String what = trace.returned().isEmpty() ? "  an event made by " : "  goes on, held back until now by ";
            terminal.line("  " + terminal.bold(trace.pipeline().id()) + terminal.dim(what) + maker
                    + (trace.returned().isEmpty() ? "" : terminal.dim("  " + trace.returned())));
            changes(Map.of(), trace.entered());
            steps(trace);
        }
        exits(trace);
        trace.made().forEach(this::made);
    }

    private void exits(Trace trace) {
        trace.exits().stream()
                .filter(exit ->
                        destination.isEmpty() || exit.route().destination().id().equals(destination))
                .forEach(this::exit);
    }

    private void way(Trace trace) {
        if (trace.refusal() != null) {
            terminal.line("    " + terminal.doubtful("not let in") + " by the filter "
                    + terminal.bold(trace.refusal().name()));
            if (!trace.refusal().note().isEmpty()) {
                terminal.line(terminal.dim("        " + trace.refusal().note()));
            }
            reason(trace.refusal());
            return;
        }
        if (all) {
            trace.entered().forEach((name, value) -> line(' ', name, PrettyJson.compact(value)));
        }
        steps(trace);
    }

    private void steps(Trace trace) {
        Map<String, Object> before = trace.entered();
        for (Trace.Step step : trace.steps()) {
            String type = step.stage().type();
            terminal.line("    " + step.stage().name() + terminal.dim("  " + type));
            changes(before, step.after());
            step.failures().forEach(this::failure);
            if (step.dropped()) {
                terminal.line("      "
                        + terminal.doubtful(step.absorbed() ? "absorbed here" : "dropped here")
                        + terminal.dim(step.absorbed() ? ": what comes of it is shown where it goes on" : ""));
            }
            before = step.after();
        }
    }

    private void changes(Map<String, Object> before, Map<String, Object> after) {
        var names = new LinkedHashMap<>(before);
        names.putAll(after);
        width = names.keySet().stream()
                .filter(name -> all || !Objects.equals(before.get(name), after.get(name)))
                .mapToInt(String::length)
                .max()
                .orElse(0);
        boolean changed = false;
        for (String name : names.keySet()) {
            Object old = before.get(name);
            Object now = after.get(name);
            if (old == null) {
                line('+', name, PrettyJson.compact(now));
            } else if (now == null) {
                line('-', name, PrettyJson.compact(old));
            } else if (!now.equals(old)) {
                line('~', name, PrettyJson.compact(old) + " → " + PrettyJson.compact(now));
            } else if (all) {
                line(' ', name, PrettyJson.compact(now));
            }
            changed |= old == null || now == null || !now.equals(old);
        }
        if (!changed && !all) {
            terminal.line(terminal.dim("      changes nothing"));
        }
    }

    private void line(char mark, String name, String value) {
        String text = "      " + mark + " " + pad(name) + value;
        terminal.line(
                switch (mark) {
                    case '+' -> terminal.good(text);
                    case '-' -> terminal.bad(text);
                    case '~' -> terminal.doubtful(text);
                    default -> terminal.dim(text);
                });
    }

    private void exit(Trace.Exit exit) {
        RouteEdge route = exit.route();
        String way = terminal.bold(route.name()) + " → " + route.destination().id();
        switch (exit.outcome()) {
            case SENT -> {
                var availability = route.destination().availability();
                terminal.line("    " + terminal.good("→ ") + way
                        + (availability.isReady() ? "" : terminal.dim("  " + availability.text())));
                sends(exit.sends(), route.destination().id());
            }
            case SAMPLED_OUT ->
                terminal.line(
                        "    " + terminal.doubtful("· ") + way + terminal.dim("  left out by sampling at a rate of ")
                                + exit.sampleRate() + terminal.dim("; this destination takes a sample"));
            case FILTERED -> {
                terminal.line("    " + terminal.doubtful("· ") + way + terminal.dim("  " + why(exit.reason())));
                if (exit.reason() != null) {
                    reason(exit.reason());
                }
            }
        }
    }

    private static String why(Trace.@Nullable Reason reason) {
        return reason == null || reason.note().isEmpty() ? "the route's filter is false" : reason.note();
    }

    private void sends(@Nullable Preview preview, String to) {
        if (preview == null) {
            return;
        }
        if (!preview.problem().isEmpty()) {
            terminal.line("        " + terminal.bad("cannot be sent: ") + preview.problem());
        }
        String first = shownFor.putIfAbsent(preview.text(), to);
        if (first != null && !preview.text().isEmpty()) {
            terminal.line(terminal.dim("        the same as to " + first));
            return;
        }
        PrettyJson.lines(preview.text(), WIDTH - 8).forEach(line -> terminal.line("        " + line));
    }

    private void reason(Trace.Reason reason) {
        reason.source().lines().forEach(line -> terminal.line("        " + line));
        int width =
                reason.reads().keySet().stream().mapToInt(String::length).max().orElse(0);
        reason.reads()
                .forEach((name, value) -> terminal.line(
                        terminal.dim("          " + name + " ".repeat(width - name.length()) + " = " + shown(value))));
        if (reason.failure() != null) {
            failure(reason.failure());
        }
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "absent" : PrettyJson.compact(value);
    }

    private void failure(Trace.Failure failure) {
        terminal.line("      " + terminal.bad("! " + failure.sets() + " failed: ") + failure.message()
                + terminal.dim("  " + failure.at()));
        String shown = failure.caret().isEmpty() ? failure.source() : failure.caret();
        shown.lines().forEach(line -> terminal.line("          " + line));
    }

    private String pad(String name) {
        return String.format(Locale.ROOT, "%-" + Math.max(NAME, width) + "s ", name);
    }
}
