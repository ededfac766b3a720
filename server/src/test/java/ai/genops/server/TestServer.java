package ai.genops.server;

import ai.genops.governance.FreePort;
import ai.genops.server.cli.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A real server with a configuration of a test's own, and the command line to ask it.
public final class TestServer implements AutoCloseable {
    private final Map<String, String> environment = new HashMap<>();
    private final Path folder;
    private final int port = FreePort.next();
    private @Nullable GenOpsServer server;

    public TestServer(Path folder) {
        this.folder = folder;
        file("server.yaml", "api_port: " + port + "\nlog: {max_size: 200 MB}\n");
        file("sources/otlp.yaml", "id: otlp\ntype: otlp\nhttp_port: 0\ngrpc_port: 0\n");
    }

    /// Writes a file of the configuration.
    public TestServer file(String path, String text) {
        try {
            Path file = config().resolve(path);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public Path config() {
        return folder.resolve("config");
    }

    public Path data() {
        return folder.resolve("data");
    }

    int port() {
        return port;
    }

    public String api() {
        return "http://127.0.0.1:" + port;
    }

    /// Sets a variable of the environment.
    public TestServer variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    ServerPlan plan() {
        return ServerPlan.read(new ServerOptions(folder, config(), data(), List.of(), 0), environment::get);
    }

    public TestServer start() {
        ServerPlan plan = plan();
        if (plan.problems().hasErrors()) {
            throw new IllegalStateException(plan.errors().toString());
        }
        server = GenOpsServer.start(plan, InstantSource.system());
        return this;
    }

    /// Sends spans of consecutive numbers, each in a request of its own, and waits until they are delivered.
    public void send(int from, int count) throws IOException, InterruptedException {
        for (int i = from; i < from + count; i++) {
            if (trySend(i) != 200) {
                throw new IllegalStateException("not accepted");
            }
        }
        running().awaitDelivered();
    }

    /// Sends the span of a number; the answer's status.
    public int trySend(int number) throws IOException, InterruptedException {
        String span = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"%032x\",\"spanId\":\"%016x\","
                        .formatted(number + 1, number + 1)
                + "\"name\":\"call-%d\",\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}]}]}]}".formatted(number);
        return trySend(span);
    }

    /// Sends a request of OTLP as JSON with spans; the answer's status.
    int trySend(String spans) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(sourceUrl() + "/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(spans))
                .build();
        return Http.client().send(request, BodyHandlers.ofString()).statusCode();
    }

    public String get(String path) throws IOException, InterruptedException {
        return Http.client()
                .send(HttpRequest.newBuilder(URI.create(api() + path)).build(), BodyHandlers.ofString())
                .body();
    }

    /// What a command printed on both streams, and its exit code.
    public record Outcome(int exitCode, String out, String err) {}

    /// Runs a command in this process.
    public static synchronized Outcome run(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        PrintStream before = System.out;
        PrintStream errorsBefore = System.err;
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            var command = Main.commandLine().setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
            int code = command.execute(arguments);
            return new Outcome(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(errorsBefore);
        }
    }

    /// The source's address, of OTLP over HTTP.
    public String sourceUrl() {
        return "http://127.0.0.1:"
                + running().runningSources().getFirst().server().activeLocalPort();
    }

    public GenOpsServer running() {
        return java.util.Objects.requireNonNull(server);
    }

    @Override
    public void close() {
        Http.hangUp();
        if (server != null) {
            server.close();
            server = null;
        }
    }
}
