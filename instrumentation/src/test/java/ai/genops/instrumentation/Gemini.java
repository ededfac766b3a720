package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The Gemini API and Vertex AI over HTTP, by their references: answers with shapes as they were recorded, and refuses
/// what has no key, no contents, or asks for a stream otherwise than by server-sent events.
final class Gemini extends FakeProvider {
    private static final Pattern PATH = Pattern.compile("/(?:v1beta/models"
            + "|v1beta1/projects/[^/]+/locations/[^/]+/publishers/google/models)/([^/:]+)(?::([a-zA-Z]+))?");

    record Request(String path, @Nullable String method, JsonNode body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();

    Gemini() throws IOException {
        super("text/event-stream");
    }

    static Answer error(int status, String message) {
        return Answer.error(
                status,
                "{\"error\":{\"code\":%d,\"message\":\"%s\",\"status\":\"INVALID_ARGUMENT\"}}"
                        .formatted(status, message));
    }

    @Override
    Answer refused(String why) {
        return error(400, why);
    }

    @Override
    boolean asksForStream(HttpExchange exchange, JsonNode body) {
        return "alt=sse".equals(exchange.getRequestURI().getQuery());
    }

    @Override
    byte[] sent(byte[] piece, JsonNode body) {
        return ("data: " + new String(piece, UTF_8) + "\r\n\r\n").getBytes(UTF_8);
    }

    @Override
    @Nullable
    String refusal(HttpExchange exchange, JsonNode body) {
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
}
