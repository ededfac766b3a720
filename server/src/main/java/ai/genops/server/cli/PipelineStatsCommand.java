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
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `genops pipeline stats`: what the pipelines of a running server have done since its start.
@Command(
        name = "stats",
        description = "Show what each processor and route of a running server has done since its start.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "The time per event is that of about one record in 64. Exit code 0; 2 if no server answers.",
        })
final class PipelineStatsCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final String ROW = "  %-28s %-10s %12s %12s %10s %10s %12s";

    @Parameters(arity = "0..1", paramLabel = "PIPELINE", description = "Id of a pipeline. Default: all.")
    @Nullable
    String pipeline;

    @Mixin
    ApiMixin server = new ApiMixin();

    private final Terminal terminal = Terminal.standardOutput();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String answer = ask(server.address());
        // YAML 1.2 contains JSON.
        if (!(YamlReader.parse(answer, "the answer", new Problems()) instanceof Yaml.Mapping mapping)) {
            throw new UserException("this is no answer of a GenOps server");
        }
        List<Section> pipelines = new Section(mapping, new Problems(), new Secrets(_ -> null))
                .sections("pipelines").stream()
                        .filter(one -> pipeline == null || one.text("id", "").equals(pipeline))
                        .toList();
        if (pipelines.isEmpty()) {
            throw new UserException("the server has no pipeline `" + pipeline + "`");
        }
        pipelines.forEach(this::show);
        return 0;
    }

    private static String ask(String api) throws IOException, InterruptedException {
        var get = HttpRequest.newBuilder(URI.create(api + "/api/status"))
                .timeout(PATIENCE)
                .build();
        try (var client = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            var answer = Credentials.send(client, get, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new UserException(api + " answers " + answer.statusCode() + ", and is no GenOps server");
            }
            return answer.body();
        } catch (ConnectException e) {
            throw new UserException("no server answers at " + api);
        }
    }

    private void show(Section one) {
        String id = one.text("id", "");
        terminal.line(terminal.bold(id.isEmpty() ? "(as received, no pipeline)" : id)
                + terminal.dim("  " + one.text("received", "0") + " received, " + one.text("filtered", "0")
                        + " not let in, " + one.text("passed", "0") + " passed"));
        List<Section> stages = one.sections("processors");
        if (!stages.isEmpty()) {
            terminal.line(
                    terminal.dim(ROW.formatted("processor", "type", "in", "out", "dropped", "errors", "time/event")));
        }
        for (Section stage : stages) {
            String row = ROW.formatted(
                    stage.text("name", ""),
                    stage.text("type", ""),
                    stage.text("in", ""),
                    stage.text("out", ""),
                    stage.text("dropped", ""),
                    stage.text("errored", ""),
                    time(stage));
            terminal.line(stage.text("errored", "0").equals("0") ? row : terminal.doubtful(row));
        }
        terminal.line(terminal.dim(
                "  %-28s %-23s %12s %10s %10s".formatted("route", "destination", "sent", "filtered", "sampled out")));
        for (Section route : one.sections("routes")) {
            terminal.line("  %-28s %-23s %12s %10s %10s"
                    .formatted(
                            route.text("name", ""),
                            route.text("destination", ""),
                            route.text("sent", ""),
                            route.text("filtered", ""),
                            route.text("sampled_out", "")));
        }
        terminal.line("");
    }

    private static String time(Section stage) {
        if (stage.text("timed", "0").equals("0")) {
            return "-";
        }
        double nanos = stage.number("mean_ns", 0);
        return nanos < 10_000
                ? String.format(Locale.ROOT, "%.0f ns", nanos)
                : String.format(Locale.ROOT, "%.1f µs", nanos / 1000);
    }
}
