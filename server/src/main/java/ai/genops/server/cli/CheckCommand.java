package ai.genops.server.cli;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.config.Problem;
import ai.genops.server.ServerOptions;
import ai.genops.server.ServerPlan;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops check`: reads a configuration and tells every problem; starts nothing.
@Command(
        name = "check",
        description = "Check a configuration and tell every problem, with its place and what to do.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Exit code 2 if there are errors, 0 if not; notes are no errors.",
            "With --books: 0 if they balance, 1 if not after a few seconds, 2 if no server answers."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    ServerMixin server = new ServerMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Option(
            names = "--books",
            description = "Prove of the running server that every event is accounted for; reads no configuration.")
    boolean books;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "With --books: the server's API. Default: http://127.0.0.1:9000, moved by --port-offset.")
    @Nullable
    String url;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (books) {
            String api = url != null ? url : "http://127.0.0.1:" + (ServerOptions.API_PORT + server.portOffset);
            return new BooksCheck(api, output.json()).run(Terminal.standardOutput());
        }
        Terminal terminal = Terminal.standardOutput();
        ServerPlan plan = ServerPlan.read(server.options(), System::getenv);
        List<Problem> problems = plan.problems().all();
        if (output.json()) {
            ProblemReport.printJson(problems, terminal);
        } else {
            ProblemReport.print(problems, terminal);
            waiting(plan, terminal);
            terminal.line((plan.problems().hasErrors() ? terminal.bad("not usable") : terminal.good("usable")) + ": "
                    + ProblemReport.count(problems));
        }
        return plan.problems().hasErrors() ? 2 : 0;
    }

    /// The destinations that will take nothing, which is no mistake: a configuration may be used in several places.
    private static void waiting(ServerPlan plan, Terminal terminal) {
        for (Destination destination : plan.configuration().destinations().values()) {
            if (!destination.availability().isReady()) {
                terminal.line(terminal.bold(destination.id()) + ": "
                        + destination.availability().text());
            }
        }
    }
}
