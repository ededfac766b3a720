package ai.genops.server.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops alerts test`.
@Command(
        name = "test",
        description = "Make an alert's search now, and show what it would fire for. Nobody is told.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0, with --check 1 if it would fire; 2 if there is no such alert, or its search fails."
        })
final class AlertsTestCommand extends AlertsStep {
    @Parameters(paramLabel = "NAME", description = "The alert's id, as `list` shows it.")
    String id = "";

    @Option(names = "--check", description = "Exit with 1 if it would fire.")
    boolean check;

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        return api.change(alert(id) + "/test", Map.of());
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        for (JsonTree finding : answer.at("findings").items()) {
            terminal.line(finding.at("severity").text() + "  "
                    + terminal.bold(finding.at("key").text()) + "  "
                    + finding.at("value").text().replace("\n", ", "));
        }
        for (JsonTree remark : answer.at("remarks").items()) {
            terminal.line(terminal.dim("note: " + remark.text()));
        }
        String verdict = answer.at("would_fire").isTrue()
                ? terminal.bad("would fire") + " for "
                        + answer.at("findings").items().size()
                : terminal.good("would be quiet");
        terminal.line(verdict + "; " + answer.at("rows").text() + " rows in "
                + answer.at("took_ms").text() + " ms");
    }

    @Override
    int code(JsonTree answer) {
        return check && answer.at("would_fire").isTrue() ? 1 : 0;
    }
}
