package ai.genops.server.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/// `genops pipeline`: tests pipelines, tells how those of a running server do, and how they were changed there.
@Command(
        name = "pipeline",
        description = "Test pipelines; see how those of a running server do, and how they were changed.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            PipelineTestCommand.class,
            PipelineStatsCommand.class,
            PipelineHistoryCommand.class,
            PipelineDiffCommand.class,
            PipelineUndoCommand.class
        })
final class PipelineCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        new picocli.CommandLine(this).usage(System.out);
        return 0;
    }
}
