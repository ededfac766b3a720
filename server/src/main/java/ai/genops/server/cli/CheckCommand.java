package ai.genops.server.cli;

import ai.genops.pipeline.config.Problem;
import ai.genops.server.ServerPlan;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops check`: reads a configuration and tells every problem; starts nothing.
@Command(
        name = "check",
        description = "Check a configuration and tell every problem, with its place and what to do.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 2 if there are errors, 0 if not; notes are no errors."})
final class CheckCommand implements Callable<Integer> {
    @Mixin
    ServerMixin server = new ServerMixin();

    @Option(names = "--json", description = "One JSON object per problem and line.")
    boolean json;

    @Override
    public Integer call() {
        Terminal terminal = Terminal.standardOutput();
        ServerPlan plan = ServerPlan.read(server.options(), System::getenv);
        List<Problem> problems = plan.problems().all();
        if (json) {
            ProblemReport.printJson(problems, terminal);
        } else {
            ProblemReport.print(problems, terminal);
            terminal.line((plan.problems().hasErrors() ? terminal.bad("not usable") : terminal.good("usable")) + ": "
                    + ProblemReport.count(problems));
        }
        return plan.problems().hasErrors() ? 2 : 0;
    }
}
