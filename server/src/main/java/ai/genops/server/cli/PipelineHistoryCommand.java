package ai.genops.server.cli;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `genops pipeline history`: who changed files through a running server, and why.
@Command(
        name = "history",
        description = "Show who changed files through a running server, when and why; the newest first.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Files that were changed by hand are not in it. The server keeps the last 200 changes.",
            "Exit code 0; 2 if no server answers."
        })
final class PipelineHistoryCommand extends ApiStep {
    @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Id of a pipeline. Default: all.")
    @Nullable
    String pipeline;

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        String wanted =
                pipeline == null ? "" : "?subject=" + URLEncoder.encode("pipeline " + pipeline, StandardCharsets.UTF_8);
        return api.get("/api/edits" + wanted);
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        List<JsonTree> changes = answer.at("edits").items();
        changes.forEach(change -> line(change, terminal));
        if (changes.isEmpty()) {
            terminal.line("nothing yet");
        }
        if (!answer.at("refusal").text().isEmpty()) {
            terminal.line(terminal.dim(answer.at("refusal").text()));
        }
    }

    private static void line(JsonTree change, Terminal terminal) {
        String undoes = change.at("undoes").text();
        String undone = change.at("undone_by").text();
        terminal.line(terminal.bold("%4s".formatted(change.at("number").text()))
                + "  " + terminal.dim(change.at("time").text())
                + "  " + change.at("file").text()
                + "  +" + change.at("lines_added").text()
                + " -" + change.at("lines_removed").text()
                + "  " + change.at("who").text()
                + ": " + change.at("reason").text()
                + (undoes.isEmpty() ? "" : terminal.dim("  undoes " + undoes))
                + (undone.isEmpty() ? "" : terminal.dim("  undone by " + undone))
                + (change.at("in_force").isTrue() ? terminal.good("  in force") : ""));
    }
}
