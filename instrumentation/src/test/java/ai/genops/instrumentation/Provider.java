package ai.genops.instrumentation;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// A provider of models over HTTP that answers with shapes as they were recorded, and refuses what the real
/// ones refuse by their documentation: no key, no model, no messages, for Anthropic no `max_tokens` and no
/// version. A stream of chat completions tells its usage only if it was asked to.
final class Provider extends FakeProvider {
    private static final String BATCHES = "/v1/messages/batches";

    final List<JsonNode> requests = new CopyOnWriteArrayList<>();

    Provider() throws IOException {
        super("text/event-stream");
    }

    @Override
    boolean asksForStream(HttpExchange exchange, JsonNode body) {
        return body.path("stream").asBoolean();
    }

    @Override
    byte @Nullable [] sent(byte[] piece, JsonNode body) {
        boolean isUsage = new String(piece, UTF_8).contains("\"choices\":[],\"usage\"");
        return isUsage && !asksForUsage(body) ? null : piece;
    }

    @Override
    Answer refused(String why) {
        return Answer.error(400, "{\"error\":{\"message\":\"" + why + "\",\"type\":\"invalid_request_error\"}}");
    }

    private static boolean asksForUsage(JsonNode body) {
        return body.path("stream_options").path("include_usage").asBoolean();
    }

    @Override
    @Nullable
    String refusal(HttpExchange exchange, JsonNode body) {
        requests.add(body);
        String path = exchange.getRequestURI().getPath();
        boolean isAnthropic = path.startsWith("/v1/messages");
        boolean hasKey = "Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || (isAnthropic && "key".equals(exchange.getRequestHeaders().getFirst("x-api-key")));
        if (!hasKey) {
            return "Incorrect API key provided";
        }
        boolean versioned = exchange.getRequestHeaders().getFirst("anthropic-version") != null;
        if (path.startsWith(BATCHES)) {
            return versioned
                    ? refusalOfBatch(exchange.getRequestMethod() + " " + path, body)
                    : "anthropic-version: header is required";
        }
        if (path.startsWith("/v1/batches") || path.startsWith("/v1/files/")) {
            return exchange.getRequestMethod().equals("GET") ? null : refusalOfFiles(body);
        }
        if (!body.path("model").isTextual()) {
            return "you must provide a model parameter";
        }
        boolean isCount = path.endsWith("/count_tokens");
        if (isAnthropic && !isCount && (!versioned || !body.path("max_tokens").isInt())) {
            return "max_tokens: Field required";
        }
        return switch (path) {
            case "/v1/messages", "/v1/messages/count_tokens", "/v1/chat/completions" ->
                body.path("messages").isArray() ? null : "messages: Field required";
            case "/v1/responses", "/v1/embeddings" -> body.has("input") ? null : "input: Field required";
            default -> "Unknown request URL: " + path;
        };
    }

    private static @Nullable String refusalOfFiles(JsonNode body) {
        boolean isWhole = body.path("input_file_id").asText().startsWith("file-")
                && body.path("endpoint").asText().startsWith("/v1/")
                && body.path("completion_window").asText().equals("24h");
        return isWhole ? null : "Missing required parameter: 'input_file_id'.";
    }

    private static @Nullable String refusalOfBatch(String request, JsonNode body) {
        if (!request.equals("POST " + BATCHES)) {
            return null;
        }
        for (JsonNode one : body.path("requests")) {
            JsonNode params = one.path("params");
            if (!one.path("custom_id").isTextual() || !params.path("max_tokens").isInt()) {
                return "requests.0.custom_id: Field required";
            }
        }
        return body.path("requests").isEmpty() ? "requests: Field required" : null;
    }
}
