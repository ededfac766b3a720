package ai.genops.server.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops pipeline undo`: gives a file the text that it had before a change.
@Command(
        name = "undo",
        description = "Give a file the text that it had before a change; the running server works with it at once.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "That is a change like any other: checked with the whole configuration, kept in the history, and undone in",
            "its turn. A file that has changed since is not touched; what is different is shown.",
            "Exit code: 0 if it was done, 1 if nothing was changed, 2 if no server answers or it does not allow it."
        })
final class PipelineUndoCommand extends EditStep {
    @Parameters(paramLabel = "NUMBER", description = "Of the change; `genops pipeline history` lists them.")
    long number;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; kept in the history.")
    String reason = "";

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        return api.change("/api/edits/" + number + "/undo", Map.of("reason", reason, "by", ApiClient.user()));
    }

    @Override
    void applied(JsonTree change, Terminal terminal) {
        terminal.line(terminal.good("Change " + number + " is undone")
                + ", by change " + change.at("number").text() + " of "
                + change.at("file").text() + ". The server works with it.");
    }

    @Override
    boolean conflict(JsonTree conflict, Terminal terminal) {
        if (!conflict.has("diff")) {
            return false;
        }
        terminal.line(conflict.at("file").text() + " has changed since change " + number + ":");
        PipelineDiffCommand.print(conflict.at("diff").text(), terminal);
        terminal.line(terminal.bad("Nothing was changed. ") + "Undo what came after it first, or mend it by hand.");
        return true;
    }
}
