package ai.genops.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `genops pipeline`: tests pipelines, and tells how those of a running server do.
@Command(
        name = "pipeline",
        description = "Test pipelines, and see how those of a running server do.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {PipelineTestCommand.class, PipelineStatsCommand.class})
final class PipelineCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }
}
