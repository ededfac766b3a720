package ai.genops.server.cli;

import ai.genops.pipeline.config.Problem;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `genops reload`: has a running server read its configuration again.
@Command(
        name = "reload",
        description = "Have a running server read its configuration again.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Pipelines, routes, lookups, destinations and alerts change between two records of the log; sources",
            "receive meanwhile. A configuration with errors changes nothing. The same happens at a change of the",
            "files, unless server.yaml says `reload: manual`, and at the signal HUP.",
            "Exit code: 0 if it was taken over, 1 if it has errors, 2 if no server answers."
        })
final class ReloadCommand implements Callable<Integer> {
    @Mixin
    ApiMixin server = new ApiMixin();

    @Mixin
    OutputMixin output = new OutputMixin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        try (ApiClient api = server.client()) {
            String text = api.reload();
            JsonTree answer = JsonTree.parse(text);
            boolean applied = answer.at("applied").isTrue();
            if (output.json()) {
                terminal.line(text);
            } else {
                show(answer, applied, terminal);
            }
            return applied ? 0 : 1;
        }
    }

    private static void show(JsonTree answer, boolean applied, Terminal terminal) {
        List<Problem> errors = answer.at("problems").items().stream()
                .map(ProblemReport::problem)
                .filter(Problem::isError)
                .toList();
        ProblemReport.print(errors, terminal);
        answer.at("at_next_start").items().forEach(what -> terminal.line(what.text()));
        terminal.line(
                applied
                        ? terminal.good("The server works with the configuration as it is now.")
                        : terminal.bad("Nothing was changed: ") + ProblemReport.count(errors));
    }
}
