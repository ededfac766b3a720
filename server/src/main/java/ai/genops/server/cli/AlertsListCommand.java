package ai.genops.server.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `genops alerts list`.
@Command(
        name = "list",
        description = "Show the alerts of searches: what fires, when each ran last and runs next, whom it tells.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit code 0, with --check 1 if an alert fires or its search failed; 2 if no server answers."})
final class AlertsListCommand extends AlertsStep {
    @Option(names = "--check", description = "Exit with 1 if an alert fires or its search failed.")
    boolean check;

    @Override
    String ask(ApiClient api) throws IOException, InterruptedException {
        return all(api);
    }

    @Override
    void show(JsonTree answer, Terminal terminal) {
        for (JsonTree alert : answer.at("alerts").items()) {
            show(terminal, alert);
        }
        int firing = (int) answer.at("alerts").items().stream()
                .filter(alert -> alert.at("state").text().equals("firing"))
                .count();
        terminal.line(answer.at("alerts").items().size() + " alerts of searches, " + firing + " firing; "
                + answer.at("notices").at("waiting").text() + " notices on their way");
    }

    private static void show(Terminal terminal, JsonTree alert) {
        String silenced = alert.at("silenced_until").text();
        terminal.line(coloured(alert.at("state").text(), terminal) + "  "
                + terminal.bold(alert.at("id").text()) + "  "
                + alert.at("title").text()
                + (silenced.isEmpty() ? "" : terminal.dim("  silenced until " + silenced)));
        String last = alert.at("last_run").text();
        String next = alert.at("next_run").text();
        terminal.line(terminal.dim("    " + alert.at("schedule").text() + "; "
                + (last.isEmpty()
                        ? "not run yet"
                        : "last " + last + ", " + alert.at("last_rows").text() + " rows")
                + (next.isEmpty() ? "" : "; next " + next)));
        if (!alert.at("error").text().isEmpty()) {
            terminal.line("    " + alert.at("error").text().replace("\n", "\n    "));
        }
        for (JsonTree firing : alert.at("firing").items()) {
            terminal.line("    " + firing.at("severity").text() + "  "
                    + firing.at("key").text() + "  "
                    + firing.at("value").text().replace("\n", ", ")
                    + terminal.dim("  since " + firing.at("since").text()));
        }
        for (JsonTree told : alert.at("notifies").items()) {
            terminal.line(terminal.dim("    tells " + told.at("named").text() + ": "
                    + told.at("destination").text() + " " + told.at("state").text()));
        }
    }

    @Override
    int code(JsonTree answer) {
        boolean trouble = answer.at("alerts").items().stream()
                .anyMatch(alert -> alert.at("state").text().matches("firing|failed"));
        return check && trouble ? 1 : 0;
    }
}
