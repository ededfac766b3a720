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
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A provider of models over HTTP that answers, in order, with what was recorded, and refuses what the real one
/// refuses:
/// what that is, and how it streams, is each provider's own.
abstract class FakeProvider implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What it answers next: a body, or the pieces of a stream, or a status with an error.
    record Answer(int status, List<byte[]> parts, boolean isStream, boolean hangs, Map<String, String> headers) {
        static Answer json(String body) {
            return error(200, body);
        }

        static Answer json(String body, Map<String, String> headers) {
            return new Answer(200, List.of(body.getBytes(UTF_8)), false, false, headers);
        }

        static Answer error(int status, String body) {
            return new Answer(status, List.of(body.getBytes(UTF_8)), false, false, Map.of());
        }

        static Answer stream(byte[]... pieces) {
            return new Answer(200, List.of(pieces), true, false, Map.of());
        }

        static Answer stream(String... pieces) {
            return stream(bytes(pieces));
        }

        /// Sends these and then nothing, until it is closed.
        static Answer hanging(byte[]... pieces) {
            return new Answer(200, List.of(pieces), true, true, Map.of());
        }

        static Answer hanging(String... pieces) {
            return hanging(bytes(pieces));
        }

        private static byte[][] bytes(String... pieces) {
            return Arrays.stream(pieces).map(piece -> piece.getBytes(UTF_8)).toArray(byte[][]::new);
        }

        Answer with(String header, String value) {
            return new Answer(status, parts, isStream, hangs, Map.of(header, value));
        }
    }

    final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final String streamType;
    private final HttpServer server;

    /// One on a free port.
    FakeProvider(String streamType) throws IOException {
        this.streamType = streamType;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /// Why the real one would refuse it; null: it would not.
    abstract @Nullable String refusal(HttpExchange exchange, JsonNode body);

    abstract boolean asksForStream(HttpExchange exchange, JsonNode body);

    /// How it says that it refuses.
    abstract Answer refused(String why);

    /// A piece of a stream as it is sent; null: this one is not.
    byte @Nullable [] sent(byte[] piece, JsonNode body) {
        return piece;
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        JsonNode body = JSON.readTree(exchange.getRequestBody());
        Answer answer = answer(exchange, body);
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.getResponseHeaders().set("Content-Type", answer.isStream ? streamType : "application/json");
        exchange.sendResponseHeaders(answer.status, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (byte[] part : answer.parts) {
                byte[] sent = answer.isStream ? sent(part, body) : part;
                if (sent != null) {
                    out.write(sent);
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

    private Answer answer(HttpExchange exchange, JsonNode body) {
        String refusal = refusal(exchange, body);
        if (refusal != null) {
            return refused(refusal);
        }
        Answer answer = answers.poll();
        if (answer == null) {
            return refused("no answer was recorded for this request");
        }
        boolean asksForStream = asksForStream(exchange, body);
        return answer.status == 200 && answer.isStream != asksForStream
                ? refused("it asks for " + (asksForStream ? "a stream" : "no stream"))
                : answer;
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
