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
import java.net.URI;
import java.net.URLDecoder;
import java.util.Arrays;
import java.util.Base64;
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
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/// Amazon Bedrock's runtime over HTTP, by its API reference: answers with shapes as they were recorded, streams in real
/// frames of `application/vnd.amazon.eventstream`, and refuses what is not signed for its region, names no model, or
/// lacks
/// what the operation or the model's family requires.
final class Bedrock implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern PATH =
            Pattern.compile("/model/([^/]+)/(converse|converse-stream|invoke|invoke-with-response-stream)");
    private static final Pattern SIGNED = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=AKID/[0-9]{8}/([a-z0-9-]+)/bedrock/aws4_request, SignedHeaders=.*");

    /// What it answers next: a body with headers, or the frames of a stream, or a status with an error.
    record Answer(int status, List<byte[]> parts, boolean isStream, boolean hangs, Map<String, String> headers) {
        static Answer json(String body) {
            return json(body, Map.of());
        }

        static Answer json(String body, Map<String, String> headers) {
            return new Answer(200, List.of(body.getBytes(UTF_8)), false, false, headers);
        }

        static Answer error(int status, String type, String message) {
            String body = "{\"message\":\"" + message + "\"}";
            return new Answer(status, List.of(body.getBytes(UTF_8)), false, false, Map.of("x-amzn-ErrorType", type));
        }

        static Answer stream(byte[]... frames) {
            return new Answer(200, List.of(frames), true, false, Map.of());
        }

        /// Sends these and then nothing, until it is closed.
        static Answer hanging(byte[]... frames) {
            return new Answer(200, List.of(frames), true, true, Map.of());
        }
    }

    record Request(String model, String operation, String region, JsonNode body) {}

    final List<Request> requests = new CopyOnWriteArrayList<>();
    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    Bedrock() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// One event of ConverseStream.
    static byte[] event(String type, String payload) {
        return frame("event", ":event-type", type, payload);
    }

    /// One event of InvokeModelWithResponseStream, with what the model's family says in it.
    static byte[] chunk(String json) {
        String bytes = Base64.getEncoder().encodeToString(json.getBytes(UTF_8));
        return event("chunk", "{\"bytes\":\"" + bytes + "\"}");
    }

    /// What ends a stream that fails on its way.
    static byte[] exception(String type, String message) {
        return frame("exception", ":exception-type", type, "{\"message\":\"" + message + "\"}");
    }

    private static byte[] frame(String kind, String typeHeader, String type, String payload) {
        var message = new Message(
                Map.of(
                        ":message-type",
                        HeaderValue.fromString(kind),
                        typeHeader,
                        HeaderValue.fromString(type),
                        ":content-type",
                        HeaderValue.fromString("application/json")),
                payload.getBytes(UTF_8));
        var buffer = message.toByteBuffer();
        byte[] frame = new byte[buffer.remaining()];
        buffer.get(frame);
        return frame;
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        String refusal = refusal(exchange, body);
        Answer answer = refusal == null ? answers.poll() : Answer.error(400, "ValidationException", refusal);
        if (answer == null) {
            answer = Answer.error(400, "ValidationException", "no answer was recorded for this request");
        }
        boolean asksForStream = exchange.getRequestURI().getPath().endsWith("-stream");
        if (answer.status == 200 && answer.isStream != asksForStream) {
            answer = Answer.error(
                    400, "ValidationException", "this operation " + (asksForStream ? "streams" : "does not"));
        }
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders()
                .set("Content-Type", answer.isStream ? "application/vnd.amazon.eventstream" : "application/json");
        exchange.sendResponseHeaders(answer.status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (byte[] part : answer.parts) {
                out.write(part);
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
        Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
        Matcher signed =
                SIGNED.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        if (!path.matches() || !exchange.getRequestMethod().equals("POST")) {
            return "no operation is at " + exchange.getRequestURI();
        }
        if (!signed.matches()) {
            return "The request signature is missing";
        }
        String model = URLDecoder.decode(path.group(1), UTF_8);
        requests.add(new Request(model, path.group(2), signed.group(1), body));
        if (path.group(2).startsWith("converse")) {
            return body.path("messages").isArray() && body.has("messages") ? null : "messages: required";
        }
        String required = required(model);
        return Arrays.stream(required.split(","))
                .filter(key -> !body.has(key))
                .findFirst()
                .map(key -> "#: required key [" + key + "] not found")
                .orElse(null);
    }

    private static String required(String model) {
        if (model.contains("anthropic.")) {
            return "anthropic_version,max_tokens,messages";
        }
        if (model.contains("titan")) {
            return "inputText";
        }
        if (model.contains("cohere.embed")) {
            return "texts,input_type";
        }
        return model.contains("meta.") ? "prompt" : "messages";
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
