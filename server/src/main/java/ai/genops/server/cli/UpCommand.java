package ai.genops.server.cli;

import ai.genops.pipeline.config.Problem;
import ai.genops.server.DemoProcess;
import ai.genops.server.GenOpsServer;
import ai.genops.server.ServerOptions;
import ai.genops.server.ServerPlan;
import ai.genops.server.UserException;
import ai.genops.server.api.Reload;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops up`: runs a server until it is told to stop.
@Command(
        name = "up",
        description = "Run the server: sources, pipelines, destinations, the lake and its search.",
        mixinStandardHelpOptions = true,
        footer = {"", "Ctrl-C delivers what is under way and stops. The next start continues where it was."})
final class UpCommand implements Callable<Integer> {
    @Mixin
    ServerMixin server = new ServerMixin();

    @Option(
            names = "--demo",
            paramLabel = "history|live",
            arity = "0..1",
            fallbackValue = "live",
            description = {
                "Replay a real hour of LLM traffic from a client of its own: first as history that ends now,",
                "then, unless it is `history`, live."
            })
    DemoProcess.@Nullable Mode demo;

    @Override
    public Integer call() throws InterruptedException {
        long startedNanos = System.nanoTime();
        ServerOptions options = server.options();
        Terminal terminal = Terminal.standardOutput();
        ServerPlan plan = ServerPlan.read(options, System::getenv);
        GenOpsServer running = start(plan, terminal);
        if (running == null) {
            return 2;
        }
        UnpackedLibraries.unlink(Path.of(System.getProperty("java.io.tmpdir")));
        var client = new DemoProcess(running, demo, terminal::line);
        stopOnSignal(running, client, terminal);
        HangUp.runs(() -> reload(running, terminal));
        Banner.print(running, terminal, System.nanoTime() - startedNanos);
        client.start();
        new CountDownLatch(1).await();
        return 0;
    }

    private static @Nullable GenOpsServer start(ServerPlan plan, Terminal terminal) {
        try {
            if (plan.problems().hasErrors()) {
                throw new UserException("the configuration has errors");
            }
            return GenOpsServer.start(plan, InstantSource.system());
        } catch (UserException e) {
            var errors = plan.errors();
            ProblemReport.print(errors, terminal);
            String why = errors.isEmpty() ? e.getMessage() : ProblemReport.count(errors);
            terminal.line(terminal.bad("Nothing was started: ") + why);
            return null;
        }
    }

    private static void reload(GenOpsServer running, Terminal terminal) {
        try {
            Reload reload = running.reload();
            ProblemReport.print(
                    reload.problems().stream().filter(Problem::isError).toList(), terminal);
            reload.atNextStart().forEach(terminal::line);
            terminal.line(
                    reload.applied()
                            ? "The configuration was read again and holds now."
                            : terminal.bad("The configuration has errors; the server goes on with the one before."));
        } catch (UserException e) {
            terminal.line(terminal.bad(String.valueOf(e.getMessage())));
        }
    }

    /// SIGTERM and Ctrl-C run this; the JVM then ends with 0, because stopping when told to is a success.
    private static void stopOnSignal(GenOpsServer running, DemoProcess client, Terminal terminal) {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            terminal.line("Stopping: delivering what is under way ...");
                            client.close();
                            running.close();
                            terminal.line("Stopped.");
                            Runtime.getRuntime().halt(0);
                        },
                        "stop"));
    }
}
