package ai.genops.server.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Lays out what a server says of itself for a terminal of about 120 columns.
final class StatusScreen {
    private static final List<String> SIGNALS = List.of("traces", "logs", "metrics", "hec");
    private static final int ERROR_WIDTH = 105;

    private final Terminal terminal;
    private final StatusLook before;
    private final StatusLook now;
    private final JsonTree status;
    private final List<String> lines = new ArrayList<>();

    StatusScreen(Terminal terminal, StatusLook before, StatusLook now) {
        this.terminal = terminal;
        this.before = before;
        this.now = now;
        this.status = now.status();
    }

    List<String> lines() {
        title();
        sources();
        log();
        pipelines();
        destinations();
        return lines;
    }

    private void title() {
        var up = Duration.between(Instant.parse(status.at("started_at").text()), now.at());
        JsonTree books = status.at("books");
        lines.add(terminal.bold("GenOps " + status.at("version").text()) + "  up "
                + Figures.duration((double) up.toSeconds()) + "  "
                + status.at("data_folder").text() + "  books "
                + (books.at("balanced").isTrue() ? terminal.good("balanced") : terminal.doubtful("not balanced now")));
        lines.add("");
    }

    private void sources() {
        head("%-28s %12s %12s %10s %10s %12s"
                .formatted("source", "requests", "events", "bytes", "refused", "events/s"));
        for (JsonTree source : status.at("sources").items()) {
            String id = source.at("id").text();
            lines.add("%-28s %12s %12s %10s %10s %12s"
                    .formatted(
                            Figures.cut(id, 28),
                            Figures.count(ofSignals(source, "requests")),
                            Figures.count(ofSignals(source, "events")),
                            Figures.bytes(ofSignals(source, "bytes")),
                            Figures.count(ofSignals(source, "refused")),
                            rate("sources", id, entry -> ofSignals(entry, "events"))));
        }
        lines.add("");
    }

    private static long ofSignals(JsonTree source, String count) {
        return SIGNALS.stream()
                .mapToLong(signal -> source.at(signal).at(count).number())
                .sum();
    }

    private void log() {
        JsonTree log = status.at("log");
        long bad = log.at("undecodable").number()
                + log.at("missing").number()
                + log.at("faults").number()
                + log.at("corrupt_frames").number();
        lines.add(
                terminal.bold("log") + "  " + Figures.bytes(log.at("disk_bytes").number()) + " of "
                        + Figures.bytes(log.at("max_bytes").number()) + ", records "
                        + log.at("oldest_offset").number() + " to "
                        + log.at("next_offset").number() + ", "
                        + Figures.rate(now.rate(
                                before, s -> s.at("log").at("next_offset").number())) + " records"
                        + (bad == 0 ? "" : terminal.bad("  " + bad + " damaged or undecodable; see /api/status")));
        lines.add("");
    }

    private void pipelines() {
        head("%-28s %12s %12s %10s %10s %12s"
                .formatted("pipeline", "received", "filtered", "dropped", "passed", "passed/s"));
        for (JsonTree pipeline : status.at("pipelines").items()) {
            String id = pipeline.at("id").text();
            int failing = pipeline.at("failing_expressions").items().size();
            lines.add("%-28s %12s %12s %10s %10s %12s%s"
                    .formatted(
                            id.isEmpty() ? "(as received)" : Figures.cut(id, 28),
                            Figures.count(pipeline.at("received").number()),
                            Figures.count(pipeline.at("filtered").number()),
                            Figures.count(pipeline.at("dropped").number()),
                            Figures.count(pipeline.at("passed").number()),
                            rate("pipelines", id, entry -> entry.at("passed").number()),
                            failing == 0 ? "" : terminal.doubtful("  " + failing + " expressions fail")));
        }
        lines.add("");
    }

    private void destinations() {
        head("%-24s %-12s %12s %9s %9s %9s %9s %11s %8s %9s"
                .formatted(
                        "destination",
                        "state",
                        "delivered",
                        "lag ev.",
                        "lag",
                        "lag age",
                        "refused",
                        "delivered/s",
                        "letters",
                        "cost"));
        for (JsonTree destination : status.at("destinations").items()) {
            if (destination.at("available").isTrue()) {
                destination(destination);
            }
        }
        String idle = status.at("destinations").items().stream()
                .filter(destination -> !destination.at("available").isTrue())
                .map(destination -> destination.at("id").text())
                .collect(Collectors.joining(", "));
        if (!idle.isEmpty()) {
            String text = "take nothing (genops check tells why): " + idle;
            text.replaceAll("(.{1,117})( |$)", "$1\n").lines().forEach(line -> lines.add(terminal.dim(line)));
        }
    }

    private void destination(JsonTree destination) {
        String id = destination.at("id").text();
        String state = destination.at("state").text();
        JsonTree lag = destination.at("lag");
        JsonTree cost = destination.at("delivery").at("cost_dollars");
        lines.add("%-24s %s %12s %9s %9s %9s %9s %11s %8s %9s"
                .formatted(
                        Figures.cut(id, 24),
                        coloured(state, "%-12s".formatted(state)),
                        Figures.count(destination.at("delivered").number()),
                        Figures.count(lag.at("events").number()),
                        Figures.bytes(lag.at("bytes").number()),
                        Figures.duration(lag.at("seconds").real()),
                        Figures.count(destination.at("rejected").number()
                                + destination.at("expired").number()),
                        rate("destinations", id, entry -> entry.at("delivered").number()),
                        Figures.count(
                                destination.at("dead_letters").at("present").number()),
                        cost.value() == null ? "" : Figures.dollars(cost.real())));
        remarks(destination).forEach(remark -> lines.add("  " + remark));
    }

    private Stream<String> remarks(JsonTree destination) {
        JsonTree delivery = destination.at("delivery");
        JsonTree paused = destination.at("paused");
        String last = delivery.at("last_failure").text();
        String failure = last.isEmpty() ? destination.at("last_error").text() : last;
        String next = destination.at("breaker").at("next_attempt_at").text();
        Stream.Builder<String> remarks = Stream.builder();
        if (paused.value() != null) {
            String reason = paused.at("reason").text();
            remarks.add(terminal.doubtful("paused " + ago(paused.at("since").text()) + " by "
                    + paused.at("by").text() + (reason.isEmpty() ? "" : ": " + Figures.cut(reason, ERROR_WIDTH))));
        }
        if (!failure.isEmpty()) {
            String text = ago(delivery.at("last_failure_at").text()) + ": " + Figures.cut(failure, ERROR_WIDTH);
            remarks.add(destination.at("last_error").text().isEmpty() ? terminal.dim(text) : terminal.bad(text));
        }
        if (!next.isEmpty()) {
            double seconds = Duration.between(now.at(), Instant.parse(next)).toMillis() / 1000.0;
            remarks.add("next attempt in " + Figures.duration(Math.max(0, seconds)) + " (genops destinations retry "
                    + destination.at("id").text() + ")");
        }
        return remarks.build();
    }

    private String coloured(String state, String text) {
        return switch (state) {
            case "ready" -> terminal.good(text);
            case "circuit open", "down" -> terminal.bad(text);
            default -> terminal.doubtful(text);
        };
    }

    private String ago(String time) {
        return Figures.ago(time, now.at());
    }

    private String rate(String list, String id, java.util.function.ToLongFunction<JsonTree> count) {
        return Figures.rate(now.rate(before, whole -> count.applyAsLong(StatusLook.entry(whole, list, id))));
    }

    private void head(String names) {
        lines.add(terminal.bold(names));
    }
}
