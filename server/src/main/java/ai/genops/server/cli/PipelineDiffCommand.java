package ai.genops.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `genops pipeline diff`: what a change did, line by line.
@Command(
        name = "diff",
        description = "Show what a change did to its file, in the unified format that `patch` reads.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0; 2 if there is no such change, or no server answers."})
final class PipelineDiffCommand extends ApiStep {
    @Parameters(paramLabel = "NUMBER", description = "Of the change; `genops pipeline history` lists them.")
    long number;

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        return api.get("/api/edits/" + number);
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        print(answer.at("diff").text(), terminal);
    }

    static void print(String diff, Terminal terminal) {
        diff.lines()
                .forEach(line -> terminal.line(
                        switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                            case '+' -> terminal.good(line);
                            case '-' -> terminal.bad(line);
                            case '@' -> terminal.dim(line);
                            default -> line;
                        }));
    }
}
