package ai.genops.server.cli;

import ai.genops.server.UserException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops status`: a running server on one screen.
@Command(
        name = "status",
        description = "Show a running server on one screen: sources, log, pipelines, destinations with lag and errors.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Counters are since the server's start. Rates are between two looks: a second apart, or with --watch,",
            "since the last one. Ctrl-C ends --watch."
        })
final class StatusCommand implements Callable<Integer> {
    private static final long BETWEEN_LOOKS_MILLIS = 1000;

    @Mixin
    ApiMixin server = new ApiMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Option(names = "--watch", description = "Look again every second until Ctrl-C.")
    boolean watch;

    @Override
    public Integer call() throws IOException, InterruptedException {
        try (ApiClient api = server.client()) {
            if (watch) {
                endWell();
            }
            return output.json() ? lines(api) : screens(api);
        }
    }

    private int lines(ApiClient api) throws IOException, InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        terminal.line(api.statusText());
        while (watch) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            terminal.line(api.statusText());
        }
        return 0;
    }

    private int screens(ApiClient api) throws IOException, InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        StatusLook before = look(api);
        Thread.sleep(BETWEEN_LOOKS_MILLIS);
        StatusLook now = look(api);
        show(new StatusScreen(terminal, before, now).lines(), terminal);
        while (watch) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            StatusLook next = tryLook(api);
            if (next == null) {
                show(List.of(terminal.bad("the server does not answer any more") + "; looking every second"), terminal);
            } else {
                before = now;
                now = next;
                show(new StatusScreen(terminal, before, now).lines(), terminal);
            }
        }
        return 0;
    }

    private static StatusLook look(ApiClient api) throws IOException, InterruptedException {
        return new StatusLook(api.status(), Instant.now());
    }

    private static @Nullable StatusLook tryLook(ApiClient api) throws InterruptedException {
        try {
            return look(api);
        } catch (UserException | IOException e) {
            return null;
        }
    }

    /// On a terminal, over what was there; elsewhere one after the other.
    private void show(List<String> lines, Terminal terminal) {
        if (watch && Terminal.isTerminal()) {
            terminal.line("\u001b[H" + String.join("\u001b[K\n", lines) + "\u001b[K\u001b[J");
        } else {
            lines.forEach(terminal::line);
        }
    }

    /// To stop watching is no failure.
    private static void endWell() {
        if (Terminal.isTerminal()) {
            System.out.print("\u001b[2J");
        }
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(0), "stop"));
    }
}
