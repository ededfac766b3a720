package ai.genops.server.cli;

import ai.genops.server.UserException;
import ai.genops.server.api.ResultJson;
import ai.genops.server.trial.JsonValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `genops tap`: shows live events of a running server.
@Command(
        name = "tap",
        description = "Show the events of a running server as they come by, at any place of their way.",
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "For example: genops tap --at after:calculate_metrics --filter 'cost_total > 1' --count 10",
            "",
            "The pipeline never waits for a tap: what comes faster than it can be shown is skipped, and counted.",
            "Into a file or pipe, each line is an event as `genops try --events -` reads it. Ctrl-C ends with 0;",
            "1 if the server ends first; 2 if there is no such place or no server."
        })
final class TapCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    @Option(
            names = "--at",
            paramLabel = "PLACE",
            description = "source (as received), after:PROCESSOR, or destination:ID. Default: ${DEFAULT-VALUE}.")
    String at = "source";

    @Option(names = "--pipeline", paramLabel = "ID", description = "Look into this pipeline only.")
    String pipeline = "";

    @Option(names = "--filter", paramLabel = "EXPRESSION", description = "Show only events for which it is true.")
    String filter = "";

    @Option(names = "--count", paramLabel = "N", description = "End after N events.")
    long count = Long.MAX_VALUE;

    @Mixin
    OutputMixin output = new OutputMixin();

    @Mixin
    ApiMixin server = new ApiMixin();

    private final Terminal terminal = Terminal.standardOutput();
    private final AtomicLong shown = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();

    @Override
    public Integer call() throws IOException, InterruptedException {
        String api = server.address();
        URI uri = URI.create(
                api + "/api/tap?at=" + encoded(at) + "&pipeline=" + encoded(pipeline) + "&filter=" + encoded(filter));
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build()) {
            HttpResponse<InputStream> answer =
                    Credentials.send(client, HttpRequest.newBuilder(uri).build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != 200) {
                throw new UserException(refusal(api, answer));
            }
            Thread onSignal = new Thread(this::stopped, "stop");
            Runtime.getRuntime().addShutdownHook(onSignal);
            try {
                follow(answer.body());
            } finally {
                client.shutdownNow();
                forget(onSignal);
            }
        } catch (ConnectException e) {
            throw new UserException("no server answers at " + api);
        }
        sum();
        if (shown.get() < count) {
            System.err.println("genops: the server has ended the tap");
            return 1;
        }
        return 0;
    }

    private static String refusal(String api, HttpResponse<InputStream> answer) throws IOException {
        String body = new String(answer.body().readAllBytes(), StandardCharsets.UTF_8);
        return body.startsWith("{\"error\"")
                ? ResultJson.readError(body)
                : api + " answers " + answer.statusCode() + ", and is no GenOps server";
    }

    private void follow(InputStream body) throws IOException {
        try (var lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            while (shown.get() < count) {
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                show(line);
            }
        } catch (IOException e) {
            if (shown.get() < count) {
                return; // the server went away in the middle of the answer
            }
            throw e;
        }
    }

    private void show(String line) {
        if (line.startsWith("{\"genops_tap\"")) {
            notice(line);
            return;
        }
        shown.incrementAndGet();
        boolean people = terminal.colours() && !output.json();
        if (people && JsonValues.ofText(line) instanceof Map<?, ?> event) {
            TapLine.of(event, terminal).forEach(terminal::line);
        } else {
            terminal.line(line);
        }
    }

    private void notice(String line) {
        if (JsonValues.ofText(line) instanceof Map<?, ?> map
                && map.get("genops_tap") instanceof Map<?, ?> notice
                && notice.get("skipped") instanceof Long more) {
            skipped.addAndGet(more);
            System.err.println("… " + more + " events skipped: they came faster than they could be shown");
        }
    }

    /// SIGTERM and Ctrl-C run this: to stop when told to is a success.
    private void stopped() {
        sum();
        Runtime.getRuntime().halt(0);
    }

    private void sum() {
        long events = shown.get();
        long lost = skipped.get();
        System.err.println(
                events + (events == 1 ? " event" : " events") + " shown" + (lost == 0 ? "" : ", " + lost + " skipped"));
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // It runs.
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
