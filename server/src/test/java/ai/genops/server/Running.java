package ai.genops.server;

import ai.genops.governance.FreePort;
import ai.genops.server.cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;

/// A real server with one source and a webhook `hook`, in a folder of its own, and the command line beside it.
final class Running implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    final Path data;
    final int api = FreePort.next();
    private final int otlp = FreePort.next();
    private final Path config;
    private GenOpsServer server;

    /// What a command printed and how it ended.
    record Outcome(int exitCode, String out, String err) {}

    Running(Path folder, String hook) throws IOException {
        data = folder.resolve("data");
        config = folder.resolve("config");
        write("server.yaml", "api_port: " + api + "\nlog: {max_size: 200 MB, max_age: 1 day}\n");
        write("sources/otlp.yaml", """
                id: otlp
                type: otlp
                http_port: %d
                grpc_port: %d
                """.formatted(otlp, FreePort.next()));
        write("destinations/hook.yaml", hook);
        write("destinations/idle.yaml", "{id: idle, type: webhook, url: \"${NOT_SET_ANYWHERE}\"}");
        write("routes/hook.yaml", "- {id: to_hook, destination: hook}\n");
        server = start();
    }

    private GenOpsServer start() {
        var options = new ServerOptions(config, config, data, List.of(), 0);
        ServerPlan plan = ServerPlan.read(options, _ -> null);
        if (plan.problems().hasErrors()) {
            throw new IllegalStateException(plan.errors().toString());
        }
        return GenOpsServer.start(plan, InstantSource.system());
    }

    void restart() {
        server.close();
        server = start();
    }

    /// Sends so many spans, each in a request of its own.
    void send(int spans) throws IOException, InterruptedException {
        for (int i = 0; i < spans; i++) {
            String span = """
                    {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"%032x","spanId":"%016x","name":"span-%d",
                    "startTimeUnixNano":"1763600000000000000","endTimeUnixNano":"1763600001000000000"}]}]}]}
                    """.formatted(i + 1, i + 1, i);
            HttpResponse<String> answer = post("http://127.0.0.1:" + otlp + "/v1/traces", span, "application/json");
            if (answer.statusCode() != 200) {
                throw new IllegalStateException(answer.body());
            }
        }
    }

    HttpResponse<String> change(String path, String body) throws IOException, InterruptedException {
        return post("http://127.0.0.1:" + api + "/api/destinations/" + path, body, "application/json");
    }

    HttpResponse<String> post(String url, String body, String type) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return Http.client().send(request, BodyHandlers.ofString());
    }

    String get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + api + path))
                .build();
        return Http.client().send(request, BodyHandlers.ofString()).body();
    }

    JsonNode status() throws IOException, InterruptedException {
        return JSON.readTree(get("/api/status"));
    }

    JsonNode hook() throws IOException, InterruptedException {
        for (JsonNode destination : status().get("destinations")) {
            if (destination.get("id").asText().equals("hook")) {
                return destination;
            }
        }
        throw new IllegalStateException("no hook");
    }

    /// Waits until the webhook's status is as wanted.
    JsonNode await(Predicate<JsonNode> wanted) throws IOException, InterruptedException {
        JsonNode hook = hook();
        while (!wanted.test(hook)) {
            Thread.sleep(20);
            hook = hook();
        }
        return hook;
    }

    /// Runs a command that asks this server.
    Outcome ask(String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", "http://127.0.0.1:" + api));
        return run(all.toArray(String[]::new));
    }

    static synchronized Outcome run(String... arguments) {
        PrintStream before = System.out;
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        try {
            int code = Main.commandLine()
                    .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                    .execute(arguments);
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
        }
    }

    private void write(String file, String text) throws IOException {
        Path path = config.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }

    @Override
    public void close() {
        Http.hangUp();
        server.close();
    }
}
