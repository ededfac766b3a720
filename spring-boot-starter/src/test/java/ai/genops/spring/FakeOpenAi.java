package ai.genops.spring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/// OpenAI over HTTP, that answers in recorded shapes and refuses what the real one refuses: no key, no model, no
/// messages.
final class FakeOpenAi implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USAGE =
            "\"usage\":{\"prompt_tokens\":1200,\"completion_tokens\":900,\"total_tokens\":2100}";
    private static final String COMPLETION = """
            {"id":"chatcmpl-1","object":"chat.completion","created":1754000000,"model":"gpt-4o-2024-08-06",\
            "choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null},"logprobs":null,\
            "finish_reason":"stop"}],""" + USAGE + "}";
    private static final String PIECE = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1754000000,\
            "model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}

            """;
    private static final String LAST = """
            data: {"id":"chatcmpl-1","object":"chat.completion.chunk","created":1754000000,\
            "model":"gpt-4o-2024-08-06","choices":[],""" + USAGE + "}\n\n";
    private static final String EMBEDDINGS = """
            {"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,0.2]}],\
            "model":"text-embedding-3-small","usage":{"prompt_tokens":8,"total_tokens":8}}""";

    final AtomicInteger requests = new AtomicInteger();
    private final HttpServer server;

    FakeOpenAi() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        boolean isEmbedding = exchange.getRequestURI().getPath().equals("/v1/embeddings");
        boolean isGood = "Bearer key".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && body.path("model").isTextual()
                && (isEmbedding ? body.has("input") : body.path("messages").isArray());
        boolean isStream = body.path("stream").asBoolean();
        String last = body.path("stream_options").path("include_usage").asBoolean() ? LAST : "";
        String answer = isEmbedding ? EMBEDDINGS : isStream ? PIECE + last + "data: [DONE]\n\n" : COMPLETION;
        byte[] bytes = (isGood ? answer : "{\"error\":{\"message\":\"bad request\"}}").getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", isStream ? "text/event-stream" : "application/json");
        exchange.sendResponseHeaders(isGood ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
