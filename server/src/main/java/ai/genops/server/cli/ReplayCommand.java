package ai.genops.server.cli;

import ai.genops.server.UserException;
import java.io.Console;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops log replay`: has a running server feed a time range of its log to some destinations once more.
@Command(
        name = "replay",
        description = "Feed a time range of the log to destinations of the running server once more.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "What it would send is counted first. It runs beside the ordinary feed and goes on after a restart.",
            "For example: genops log replay --from -1h --to-destination elasticsearch_security",
            "Exit code 0; 1 if, with --wait, not all of it has arrived; 2 if it cannot be."
        })
final class ReplayCommand implements Callable<Integer> {
    private static final long LOOK_MILLIS = 300;

    @Option(names = "--from", paramLabel = "T", description = "From when it came: 2026-01-31T00:00:00Z, or -1h.")
    String from = "";

    @Option(names = "--to", paramLabel = "T", description = "Up to before. Default: now.")
    String to = "";

    @Option(names = "--to-destination", paramLabel = "ID", split = ",", description = "Where to; may be repeated.")
    List<String> destinations = new ArrayList<>();

    @Option(
            names = "--pipeline",
            paramLabel = "ID",
            split = ",",
            description = "Through these pipelines only; `as-received` for what passes none. Default: all.")
    List<String> pipelines = new ArrayList<>();

    @Option(names = "--dry-run", description = "Count what it would send, and end.")
    boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    boolean yes;

    @Option(names = "--wait", description = "Wait until it is done.")
    boolean wait;

    @Option(names = "--list", description = "List all replays and how far they are.")
    boolean list;

    @Option(names = "--cancel", paramLabel = "N", description = "End a replay; what has arrived stays.")
    @Nullable
    Integer cancel;

    @Mixin
    OutputMixin output = new OutputMixin();

    @Mixin
    ApiMixin server = new ApiMixin();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var client = new ReplayClient(server.address());
        if (list) {
            List<JsonValues> replays = client.list();
            replays.forEach(this::show);
            if (replays.isEmpty() && !output.json()) {
                terminal.line("no replays");
            }
            return 0;
        }
        if (cancel != null) {
            show(client.cancel(cancel));
            return 0;
        }
        if (from.isBlank() || destinations.isEmpty()) {
            throw new UserException("--from and --to-destination are needed, or --list, or --cancel N");
        }
        return replay(client);
    }

    private int replay(ReplayClient server) throws IOException, InterruptedException {
        String counted = server.post(from, to, destinations, pipelines, true);
        JsonValues forecast = JsonValues.parse(counted).getFirst();
        if (output.json()) {
            terminal.line(counted);
        } else {
            showForecast(forecast);
        }
        if (dryRun || forecast.number("events") == 0) {
            return 0;
        }
        if (!yes && !agreed()) {
            throw new UserException("nothing was replayed; --yes starts it without asking");
        }
        String started = server.post(forecast.text("from"), forecast.text("to"), destinations, pipelines, false);
        JsonValues job = JsonValues.parse(started).getFirst();
        show(job);
        return wait ? await(server, job.number("id")) : 0;
    }

    /// Asks, where somebody can answer.
    private boolean agreed() {
        return !output.json()
                && Optional.ofNullable(System.console())
                        .filter(Console::isTerminal)
                        .map(console -> console.readLine("Replay this? [y/N] "))
                        .filter(answer -> answer.strip().equalsIgnoreCase("y"))
                        .isPresent();
    }

    private int await(ReplayClient server, long id) throws IOException, InterruptedException {
        while (true) {
            for (JsonValues replay : server.list()) {
                if (replay.number("id") == id && !replay.text("state").equals("running")) {
                    show(replay);
                    return replay.text("state").equals("done")
                                    && replay.text("note").isEmpty()
                            ? 0
                            : 1;
                }
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private void showForecast(JsonValues forecast) {
        terminal.line("%d events of %d records (%d bytes), from %s to %s"
                .formatted(
                        forecast.number("events"),
                        forecast.number("records"),
                        forecast.number("bytes"),
                        forecast.text("from"),
                        forecast.text("to")));
        for (JsonValues destination : forecast.list("destinations")) {
            terminal.line("  %-28s %12d events %15d bytes as JSON"
                    .formatted(destination.text("id"), destination.number("events"), destination.number("bytes")));
        }
        if (forecast.number("missing") > 0) {
            terminal.line(terminal.bad(forecast.number("missing") + " records are no longer there"));
        }
        if (forecast.number("undecodable") > 0) {
            terminal.line(terminal.dim(forecast.number("undecodable") + " records cannot be decoded"));
        }
    }

    private void show(JsonValues replay) {
        if (output.json()) {
            terminal.line(replay.json());
            return;
        }
        terminal.line("replay %d: %s, records %d to %d%s"
                .formatted(
                        replay.number("id"),
                        replay.text("state"),
                        replay.number("first"),
                        replay.number("next"),
                        replay.text("note").isEmpty() ? "" : "; " + replay.text("note")));
        long length = Math.max(1, replay.number("next") - replay.number("first"));
        for (JsonValues destination : replay.list("destinations")) {
            long done = Math.min(length, destination.number("at") - replay.number("first"));
            terminal.line("  %-28s %3d %%  delivered %d, rejected %d, pending %d%s"
                    .formatted(
                            destination.text("id"),
                            100 * done / length,
                            destination.number("delivered"),
                            destination.number("rejected"),
                            destination.number("pending"),
                            destination.text("last_error").isEmpty() ? "" : "; " + destination.text("last_error")));
        }
    }
}
