package ai.genops.destination.slack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// Slack's incoming webhooks by their documentation.
public final class FakeSlack implements AutoCloseable {
    public static final String PATH = "/services/T1/B1/s3cr3tHook";

    record Fault(int status, String text) {}

    public final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    /// When requests came, in nanoseconds.
    public final List<Long> times = new CopyOnWriteArrayList<>();
    final Queue<Fault> faults = new ConcurrentLinkedQueue<>();

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;

    public FakeSlack() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        times.add(System.nanoTime());
        byte[] body = exchange.getRequestBody().readAllBytes();
        Fault fault = faults.poll();
        if (fault != null) {
            answer(exchange, fault.status(), fault.text());
        } else if (!exchange.getRequestURI().toString().equals(PATH)) {
            answer(exchange, 404, "no_service");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "");
        } else {
            judge(exchange, body);
        }
    }

    private void judge(HttpExchange exchange, byte[] body) throws IOException {
        JsonNode message;
        try {
            message = json.readTree(body);
        } catch (IOException e) {
            answer(exchange, 400, "invalid_payload");
            return;
        }
        String text = message.path("text").asText();
        boolean empty = text.isBlank() && !message.has("blocks") && !message.has("attachments");
        boolean json = "application/json".equals(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!message.isObject() || !json) {
            answer(exchange, 400, "invalid_payload");
        } else if (empty || text.length() > 40_000) {
            answer(exchange, 400, empty ? "no_text" : "msg_too_long");
        } else {
            messages.add(message);
            answer(exchange, 200, "ok");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        if (status == 429) {
            exchange.getResponseHeaders().add("Retry-After", "1");
        }
        byte[] body = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
