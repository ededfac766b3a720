package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A provider of models over HTTP that answers with shapes as they were recorded, and refuses what the real
/// ones refuse by their documentation: no key, no model, no messages, for Anthropic no `max_tokens` and no
/// version. A stream of chat completions tells its usage only if it was asked to.
final class Provider implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What it answers next: a body, or the events of a stream, or a status with an error.
    record Answer(int status, List<String> events, boolean isStream, boolean hangs) {
        static Answer json(String body) {
            return new Answer(200, List.of(body), false, false);
        }

        static Answer error(int status, String body) {
            return new Answer(status, List.of(body), false, false);
        }

        static Answer stream(String... events) {
            return new Answer(200, List.of(events), true, false);
        }

        /// Sends these and then nothing, until it is closed.
        static Answer hanging(String... events) {
            return new Answer(200, List.of(events), true, true);
        }
    }

    final List<JsonNode> requests = new CopyOnWriteArrayList<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    Provider() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        requests.add(body);
        String refusal = refusal(exchange, body);
        Answer answer = refusal == null ? answers.poll() : Answer.error(400, error(refusal));
        if (answer == null) {
            answer = Answer.error(400, error("no answer was recorded for this request"));
        }
        if (answer.status == 200 && answer.isStream != body.path("stream").asBoolean()) {
            answer = Answer.error(400, error("stream is " + body.path("stream")));
        }
        exchange.getResponseHeaders().set("Content-Type", answer.isStream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(answer.status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String event : answer.events) {
                if (!event.contains("\"choices\":[],\"usage\"") || asksForUsage(body)) {
                    out.write(event.getBytes(UTF_8));
                    out.flush();
                }
            }
            if (answer.hangs) {
                closing.await(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean asksForUsage(JsonNode body) {
        return body.path("stream_options").path("include_usage").asBoolean();
    }

    private static String error(String message) {
        return "{\"error\":{\"message\":\"" + message + "\",\"type\":\"invalid_request_error\"}}";
    }

    private static @Nullable String refusal(HttpExchange exchange, JsonNode body) {
        String path = exchange.getRequestURI().getPath();
        boolean isAnthropic = path.equals("/v1/messages");
        boolean hasKey = "Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || (isAnthropic && "key".equals(exchange.getRequestHeaders().getFirst("x-api-key")));
        if (!hasKey) {
            return "Incorrect API key provided";
        }
        if (!body.path("model").isTextual()) {
            return "you must provide a model parameter";
        }
        boolean versioned = exchange.getRequestHeaders().getFirst("anthropic-version") != null;
        if (isAnthropic && (!versioned || !body.path("max_tokens").isInt())) {
            return "max_tokens: Field required";
        }
        return switch (path) {
            case "/v1/messages", "/v1/chat/completions" ->
                body.path("messages").isArray() ? null : "messages: Field required";
            case "/v1/responses", "/v1/embeddings" -> body.has("input") ? null : "input: Field required";
            default -> "Unknown request URL: " + path;
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
