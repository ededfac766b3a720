package ai.genops.server.cli;

import java.io.IOException;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `genops alerts silence`.
@Command(
        name = "silence",
        description =
                "Let an alert tell nobody for a while. What begins meanwhile is told afterwards, if it still holds.",
        mixinStandardHelpOptions = true)
final class AlertsSilenceCommand extends AlertsStep {
    @Parameters(paramLabel = "NAME", description = "The alert's id, as `list` shows it.")
    String id = "";

    @Option(
            names = "--for",
            paramLabel = "TIME",
            required = true,
            description = "How long, such as 30m or 2h, at most 31 days; 0 ends it.")
    String time = "";

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        return api.change(alert(id) + "/silence", Map.of("for", time));
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        String until = answer.at("silenced_until").text();
        terminal.line(until.isEmpty() ? id + " is heard again" : id + " is silent until " + until);
    }
}
