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
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Gemini API and Vertex AI over HTTP, by their references: answers with shapes as they were recorded, and refuses
/// what
/// has no key, no contents, or asks for a stream otherwise than by server-sent events.
final class Gemini implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH = Pattern.compile("/(?:v1beta/models"
            + "|v1beta1/projects/[^/]+/locations/[^/]+/publishers/google/models)/([^/:]+)(?::([a-zA-Z]+))?");

    /// What it answers next: a body with headers, or the events of a stream, or a status with an error.
    record Answer(int status, List<String> parts, boolean isStream, boolean hangs, Map<String, String> headers) {
        static Answer json(String body) {
            return new Answer(200, List.of(body), false, false, Map.of());
        }

        static Answer error(int status, String message) {
            String body = "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"INVALID_ARGUMENT\"}}"
                    .formatted(status, message);
            return new Answer(status, List.of(body), false, false, Map.of());
        }

        static Answer stream(String... pieces) {
            return new Answer(200, List.of(pieces), true, false, Map.of());
        }

        /// Sends these and then nothing, until it is closed.
        static Answer hanging(String... pieces) {
            return new Answer(200, List.of(pieces), true, true, Map.of());
        }

        Answer with(String header, String value) {
            return new Answer(status, parts, isStream, hangs, Map.of(header, value));
        }
    }

    record Request(String path, @Nullable String method, JsonNode body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    Gemini() throws IOException {
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
        String refusal = refusal(exchange, body);
        Answer answer = refusal == null ? answers.poll() : Answer.error(400, refusal);
        if (answer == null) {
            answer = Answer.error(400, "no answer was recorded for this request");
        }
        boolean asksForStream = "alt=sse".equals(exchange.getRequestURI().getQuery());
        if (answer.status == 200 && answer.isStream != asksForStream) {
            answer = Answer.error(400, "alt=sse is " + asksForStream);
        }
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.isStream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(answer.status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String part : answer.parts) {
                out.write((answer.isStream ? "data: " + part + "\r\n\r\n" : part).getBytes(UTF_8));
                out.flush();
            }
            if (answer.hangs) {
                closing.await(30, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable String refusal(HttpExchange exchange, JsonNode body) {
        Matcher path = PATH.matcher(exchange.getRequestURI().getPath());
        boolean isVertex = exchange.getRequestURI().getPath().startsWith("/v1beta1/projects");
        boolean hasKey = isVertex
                ? "Bearer token".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                : "key".equals(exchange.getRequestHeaders().getFirst("x-goog-api-key"));
        if (!hasKey) {
            return "API key not valid. Please pass a valid API key.";
        }
        if (!path.matches()) {
            return "nothing is at " + exchange.getRequestURI();
        }
        String method = path.group(2);
        requests.add(new Request(exchange.getRequestURI().getPath(), method, body));
        return switch (String.valueOf(method)) {
            case "generateContent", "streamGenerateContent", "countTokens" ->
                body.path("contents").isArray() && !body.path("contents").isEmpty()
                        ? null
                        : "contents is not specified";
            case "batchEmbedContents" -> body.path("requests").isArray() ? null : "requests is not specified";
            case "embedContent" -> body.has("content") ? null : "content is not specified";
            case "predict" -> body.path("instances").isArray() ? null : "instances is not specified";
            case "null" -> null;
            default -> "no method " + method;
        };
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
