package ai.genops.server.cli;

import ai.genops.pipeline.config.Problems;
import ai.genops.pipeline.config.Secrets;
import ai.genops.pipeline.config.Section;
import ai.genops.pipeline.config.Yaml;
import ai.genops.pipeline.config.YamlReader;
import ai.genops.server.UserException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops alerts`: how a running server finds itself; its commands are about the alerts of searches.
@Command(
        name = "alerts",
        description = {
            "Show the alerts on the server itself, and the metrics they ask for.",
            "The commands are about the alerts of searches, which config/alerts defines with SPL."
        },
        mixinStandardHelpOptions = true,
        subcommands = {
            AlertsListCommand.class,
            AlertsTestCommand.class,
            AlertsHistoryCommand.class,
            AlertsSilenceCommand.class,
            AlertsExportCommand.class
        },
        footer = {"", "Exit code 0, with --check 1 if an alert fires; 2 if no server answers."})
final class AlertsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Mixin
    OutputMixin output = new OutputMixin();

    @Option(names = "--check", description = "Exit with 1 if an alert fires.")
    boolean check;

    @Option(names = "--metrics", description = "Show every metric, not only those with a target.")
    boolean metrics;

    @Mixin
    ApiMixin server = new ApiMixin();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Terminal terminal = Terminal.standardOutput();
        String answer = ask(server.address());
        var problems = new Problems();
        // YAML 1.2 contains JSON.
        Yaml yaml = YamlReader.parse(answer, "the answer", problems);
        if (!(yaml instanceof Yaml.Mapping mapping)) {
            throw new UserException("this is no answer of a GenOps server");
        }
        Section report = new Section(mapping, problems, new Secrets(_ -> null));
        List<Section> alerts = report.sections("alerts");
        if (output.json()) {
            terminal.line(answer);
        } else {
            alerts.forEach(alert -> show(alert, terminal));
            report.sections("metrics").stream()
                    .filter(value -> metrics || value.has("remark"))
                    .forEach(value -> metric(value, terminal));
            int waiting = report.section("notices").integer("waiting", 0, 0, Integer.MAX_VALUE);
            terminal.line(alerts.size() + " alerts, " + waiting + " notices on their way; the server is "
                    + report.text("status"));
        }
        return check && alerts.stream().anyMatch(alert -> alert.text("state").equals("firing")) ? 1 : 0;
    }

    private static String ask(String api) throws IOException, InterruptedException {
        var get = HttpRequest.newBuilder(URI.create(api + "/api/health-alerts"))
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = Credentials.send(client, get, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new UserException(api + " answers " + answer.statusCode() + ", and is no GenOps server");
            }
            return answer.body();
        } catch (ConnectException e) {
            throw new UserException("no server answers at " + api);
        }
    }

    private static void show(Section alert, Terminal terminal) {
        String state = alert.text("state");
        String shown = switch (state) {
            case "firing" -> terminal.bad(state);
            case "pending" -> terminal.doubtful(state);
            case "ok" -> terminal.good(state);
            default -> terminal.dim(state);
        };
        String subject = alert.text("subject", "");
        String since = alert.text("since", "");
        terminal.line(shown + "  " + terminal.bold(alert.text("rule")) + (subject.isEmpty() ? "" : " (" + subject + ")")
                + "  " + alert.text("value", "") + (since.isEmpty() ? "" : terminal.dim("  since " + since)));
        if (state.equals("firing")) {
            for (Section told : alert.sections("notifies")) {
                terminal.line(terminal.dim("    " + told.text("named") + ": " + told.text("destination", "") + " "
                        + told.text("state", "")));
            }
        }
    }

    private static void metric(Section value, Terminal terminal) {
        String subject = value.text("subject", "");
        String remark = value.text("remark", "");
        boolean missed = value.has("target_met") && !value.flag("target_met", true);
        String text = "  " + value.text("name") + (subject.isEmpty() ? "" : " (" + subject + ")") + " = "
                + value.text("value", "unknown") + " " + value.text("unit");
        String shown = missed ? terminal.doubtful(text + ", misses its target") : text;
        terminal.line(shown + (remark.isEmpty() ? "" : terminal.dim("  (" + remark + ")")));
    }
}
