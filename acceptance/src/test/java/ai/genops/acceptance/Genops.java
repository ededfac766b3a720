package ai.genops.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Runs `./genops` as a person would, in processes of its own, with a data folder and ports of its own.
final class Genops {
    private static final Path HOME = Path.of("..").toAbsolutePath().normalize();
    /// Below the ports that the system gives to connections; those of two processes of tests never meet.
    private static final AtomicInteger NEXT_OFFSET = new AtomicInteger(11_000
            + Integer.getInteger("genops.fork", 1) * 6005
            - 6005
            + (int) (ProcessHandle.current().pid() % 25) * 200);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = http();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    static {
        Recording.make(HOME);
    }

    final Path data;
    final int offset = freeOffset();
    final Map<String, String> environment = new java.util.HashMap<>(Map.of("GENOPS_BUILD", "skip"));

    private @Nullable String token;

    Genops(Path data) {
        this.data = data;
    }

    /// Another process of tests may have come this far too.
    private static int freeOffset() {
        int offset = NEXT_OFFSET.getAndAdd(10);
        while (!isFree(9000 + offset)) {
            offset = NEXT_OFFSET.getAndAdd(10);
        }
        return offset;
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /// What a command printed and how it ended.
    record Outcome(int exitCode, String out, String err) {}

    /// Runs a command to its end.
    Outcome run(String... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile(data.getParent(), "out", "");
        Path err = Files.createTempFile(data.getParent(), "err", "");
        Process process = builder(List.of(arguments))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("did not end: " + String.join(" ", arguments));
        }
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /// Starts `up` with a configuration and waits until it is ready.
    Server up(Path config) throws IOException, InterruptedException {
        return ready(start(config));
    }

    /// Starts `up` and does not wait.
    Server start(Path config) throws IOException {
        return start("--config", config.toString());
    }

    /// Starts `up` and waits until it says that it is ready.
    Server up(String... arguments) throws IOException, InterruptedException {
        return ready(start(arguments));
    }

    /// Waits until it says that it is ready; one that does not is ended.
    private static Server ready(Server server) throws IOException, InterruptedException {
        try {
            server.await("ready in ");
            return server;
        } catch (IOException | InterruptedException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    private Server start(String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of("up", "--data", data.toString(), "--port-offset", "" + offset));
        all.addAll(List.of(arguments));
        Path out = Files.createTempFile(data.getParent(), "up", ".txt");
        Process process = builder(all)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        return new Server(process, out);
    }

    /// Searches; one JSON object per row.
    List<JsonNode> search(String spl, String... more) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(
                List.of("search", "--data", data.toString(), "--port-offset", "" + offset, "--output", "json"));
        all.addAll(List.of(more));
        all.add(spl);
        Outcome outcome = run(all.toArray(String[]::new));
        if (outcome.exitCode() != 0) {
            throw new IllegalStateException(spl + "\n" + outcome.err() + outcome.out());
        }
        List<JsonNode> rows = new ArrayList<>();
        for (String line : outcome.out().lines().toList()) {
            rows.add(JSON.readTree(line));
        }
        return rows;
    }

    /// Asks the API itself, which takes no process of its own: the rows, each a list of values.
    JsonNode rows(String spl) throws IOException, InterruptedException {
        return answer(spl).get("rows");
    }

    /// The API's whole answer to a search, with `rows` and `messages`.
    JsonNode answer(String spl) throws IOException, InterruptedException {
        var body = JSON.createObjectNode().put("query", spl);
        return post("/api/search", body.toString());
    }

    /// The answer to a request that must be done.
    JsonNode post(String path, String json) throws IOException, InterruptedException {
        var request = asked(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json))
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(path + " " + json + "\n" + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    private HttpRequest.Builder asked(String path) {
        var request = HttpRequest.newBuilder(api(path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /// From now on asks the API with the token of this machine's administrator.
    void takeToken() throws IOException {
        token = Files.readString(data.resolve("tokens/api.admin")).strip();
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        var request = asked(path).timeout(Duration.ofSeconds(10)).build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 500) {
            throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    URI api(String path) {
        return URI.create("http://127.0.0.1:" + (9000 + offset) + path);
    }

    URI otlp(String path) {
        return URI.create("http://127.0.0.1:" + (4318 + offset) + path);
    }

    URI grpc() {
        return URI.create("http://127.0.0.1:" + (4317 + offset));
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(HOME.resolve("genops").toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder;
    }

    /// A running `up`.
    static final class Server implements AutoCloseable {
        final Process process;
        private final Path out;

        Server(Process process, Path out) {
            this.process = process;
            this.out = out;
        }

        String output() throws IOException {
            return Files.readString(out);
        }

        /// Waits for a line that holds `text`.
        void await(String text) throws IOException, InterruptedException {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (output().lines().noneMatch(line -> line.contains(text))) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("`" + text + "` was not printed, but:\n" + output());
                }
                Thread.sleep(20);
            }
        }

        /// SIGKILL: what a crash looks like. Ends the server alone; its demo client goes on.
        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }

        /// SIGTERM; the exit code.
        int terminate() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("did not end within 15 s of SIGTERM");
            }
            return process.exitValue();
        }

        @Override
        public void close() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    /// A client whose connections are not upgraded to HTTP/2, which the JDK's does unless told, and not without
    /// failures.
    static HttpClient http() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }
}
