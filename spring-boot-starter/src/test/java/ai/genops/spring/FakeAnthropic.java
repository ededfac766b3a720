package ai.genops.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.anthropic.models.messages.MessageCreateParams;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Anthropic over HTTP, that answers in a recorded shape and refuses what the real one refuses: no key, no version, no
/// limit, no messages.
final class FakeAnthropic implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MESSAGE = """
            {"id":"msg_1","type":"message","role":"assistant","model":"claude-sonnet-4-5-20250929",\
            "content":[{"type":"text","text":"Hello"}],"stop_reason":"end_turn","stop_sequence":null,\
            "usage":{"input_tokens":1000,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,\
            "output_tokens":500,"service_tier":"standard"}}""";

    final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    FakeAnthropic() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/v1/messages", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static MessageCreateParams asking(String question) {
        return MessageCreateParams.builder()
                .model("claude-sonnet-4-5")
                .maxTokens(1000)
                .addUserMessage(question)
                .build();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String refusal = refusal(exchange, body);
        byte[] bytes = (refusal == null ? MESSAGE : refused(refusal)).getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(refusal == null ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String refused(String why) {
        return "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"" + why + "\"}}";
    }

    private static @Nullable String refusal(HttpExchange exchange, JsonNode body) {
        boolean hasKey = "key".equals(exchange.getRequestHeaders().getFirst("x-api-key"))
                || "Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (!hasKey) {
            return "x-api-key header is required";
        }
        if (exchange.getRequestHeaders().getFirst("anthropic-version") == null) {
            return "anthropic-version: header is required";
        }
        if (!body.path("max_tokens").isInt()) {
            return "max_tokens: Field required";
        }
        return body.path("messages").isArray() ? null : "messages: Field required";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
