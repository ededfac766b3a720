package ai.genops.destination.pagerduty;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/// The Events API v2 by its documentation: what that refuses, this refuses. Keeps which incidents are open.
public final class FakePagerDuty implements AutoCloseable {
    public static final String KEY = "0123456789abcdef0123456789abcdef";

    public final List<JsonNode> taken = new CopyOnWriteArrayList<>();
    public final Set<String> open = new TreeSet<>();
    /// Statuses of the next answers, before it looks at what was sent.
    public final Queue<Integer> faults = new ConcurrentLinkedQueue<>();

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;

    public FakePagerDuty() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        Integer fault = faults.poll();
        if (fault != null) {
            answer(exchange, fault, "{\"status\":\"fault\"}");
        } else if (!exchange.getRequestURI().toString().equals("/v2/enqueue")) {
            answer(exchange, 404, "");
        } else if (!exchange.getRequestMethod().equals("POST")) {
            answer(exchange, 405, "");
        } else if (body.length > 512 * 1024) {
            answer(exchange, 413, "");
        } else {
            judge(exchange, body);
        }
    }

    private synchronized void judge(HttpExchange exchange, byte[] body) throws IOException {
        List<String> errors = new ArrayList<>();
        JsonNode event = json.createObjectNode();
        try {
            event = json.readTree(body);
        } catch (IOException e) {
            errors.add("JSON is malformed");
        }
        check(event, errors);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (!"application/json".equals(type)) {
            errors.add("Content-Type is " + type);
        }
        if (errors.isEmpty()) {
            taken.add(event);
            String key = event.path("dedup_key").asText();
            switch (event.path("event_action").asText()) {
                case "trigger" -> open.add(key);
                case "resolve" -> open.remove(key);
                default -> {}
            }
            answer(exchange, 202, "{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"x\"}");
        } else {
            String text = json.writeValueAsString(errors);
            answer(
                    exchange,
                    400,
                    "{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":" + text + "}");
        }
    }

    private static void check(JsonNode event, List<String> errors) {
        String action = event.path("event_action").asText();
        if (!event.path("routing_key").asText().equals(KEY)) {
            errors.add("'routing_key' is invalid");
        }
        if (!Set.of("trigger", "acknowledge", "resolve").contains(action)) {
            errors.add("'event_action' must be trigger, acknowledge or resolve");
        }
        String dedup = event.path("dedup_key").asText();
        if (dedup.length() > 255 || (dedup.isEmpty() && !action.equals("trigger"))) {
            errors.add("'dedup_key' is missing or longer than 255 characters");
        }
        JsonNode payload = event.path("payload");
        for (String name : List.of("summary", "source", "severity")) {
            if (action.equals("trigger") && payload.path(name).asText().isBlank()) {
                errors.add("'payload." + name + "' is missing or blank");
            }
        }
        String severity = payload.path("severity").asText();
        if (!severity.isEmpty()
                && !Set.of("critical", "error", "warning", "info").contains(severity)) {
            errors.add(
                    "'payload.severity' is invalid (must be one of the following: 'critical', 'warning', 'error' or 'info')");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        if (status == 429) {
            exchange.getResponseHeaders().add("Retry-After", "0");
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
