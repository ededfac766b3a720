package ai.genops.observability.validate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A HEC and a management port as Splunk documents them: paths, tokens, channels, keys of an event, acknowledgements.
 * What Splunk would refuse is refused.
 */
final class FakeHec implements AutoCloseable {
    static final String TOKEN = "11111111-2222-3333-4444-555555555555";
    static final String SEARCH_TOKEN = "eyJraWQ.search.secret";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> KEYS = Set.of("time", "host", "source", "sourcetype", "index", "event", "fields");

    final Peer peer = new Peer(this::handle);
    volatile Set<String> allowed = Set.of();
    volatile boolean acks;
    volatile boolean indexing = true;
    volatile boolean versions = true;
    volatile @Nullable String last;
    final AtomicInteger events = new AtomicInteger();
    /** What it answers to an event instead of looking at it: HTTP status and code. */
    volatile int @Nullable [] fault;
    /** The same for health. */
    volatile int @Nullable [] illness;

    FakeHec() throws IOException {}

    String address() {
        return peer.address();
    }

    void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        switch (path) {
            case "/services/collector/health/1.0" -> health(exchange, versions);
            case "/services/collector/health" -> health(exchange, true);
            case "/services/collector/event" -> event(exchange);
            case "/services/collector/ack" -> ack(exchange);
            case "/services/search/jobs" -> search(exchange);
            default -> code(exchange, 404, 404, "The requested URL was not found on this server.");
        }
    }

    private void health(HttpExchange exchange, boolean there) throws IOException {
        int[] ill = illness;
        if (!there || !exchange.getRequestMethod().equals("GET")) {
            code(exchange, 404, 404, "The requested URL was not found on this server.");
        } else if (ill != null) {
            code(exchange, ill[0], ill[1], "not well");
        } else {
            code(exchange, 200, 17, "HEC is healthy");
        }
    }

    private void event(HttpExchange exchange) throws IOException {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] body = exchange.getRequestBody().readAllBytes();
        int[] wrong = fault;
        if (wrong != null) {
            code(exchange, wrong[0], wrong[1], "text of " + wrong[1]);
        } else if (authorization == null) {
            code(exchange, 401, 2, "Token is required");
        } else if (!authorization.startsWith("Splunk ")) {
            code(exchange, 401, 3, "Invalid authorization");
        } else if (!authorization.equals("Splunk " + TOKEN)) {
            code(exchange, 403, 4, "Invalid token");
        } else if (acks && channel(exchange) == null) {
            code(exchange, 400, 10, "Data channel is missing");
        } else {
            take(exchange, JSON.readTree(body));
        }
    }

    private void take(HttpExchange exchange, JsonNode event) throws IOException {
        var names = event.fieldNames();
        while (names.hasNext()) {
            if (!KEYS.contains(names.next())) {
                code(exchange, 400, 6, "Invalid data format");
                return;
            }
        }
        if (!event.has("event")) {
            code(exchange, 400, 12, "Event field is required");
        } else if (!allowed.isEmpty()
                && event.has("index")
                && !allowed.contains(event.get("index").asText())) {
            code(exchange, 400, 7, "Incorrect index");
        } else {
            last = event.toString();
            events.incrementAndGet();
            String ack = acks ? ",\"ackId\":5" : "";
            Peer.reply(exchange, 200, "application/json", "{\"text\":\"Success\",\"code\":0" + ack + "}");
        }
    }

    private static @Nullable String channel(HttpExchange exchange) {
        String channel = exchange.getRequestHeaders().getFirst("X-Splunk-Request-Channel");
        return channel != null && channel.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}") ? channel : null;
    }

    private void ack(HttpExchange exchange) throws IOException {
        String channel = channel(exchange);
        boolean right = ("channel=" + channel).equals(exchange.getRequestURI().getQuery())
                && JSON.readTree(exchange.getRequestBody().readAllBytes())
                        .toString()
                        .equals("{\"acks\":[5]}")
                && ("Splunk " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (right) {
            Peer.reply(exchange, 200, "application/json", "{\"acks\":{\"5\":" + indexing + "}}");
        } else {
            code(exchange, 400, 11, "Invalid data channel");
        }
    }

    private void search(HttpExchange exchange) throws IOException {
        String form = java.net.URLDecoder.decode(
                new String(exchange.getRequestBody().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
        if (!("Bearer " + SEARCH_TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            String body =
                    "<response><messages><msg type=\"WARN\">call not properly authenticated</msg></messages></response>";
            Peer.reply(exchange, 401, "text/xml", body);
            return;
        }
        String known = last;
        String marker = form.replaceFirst("(?s).*\"(genops-validate-[0-9a-f]{32})\".*", "$1");
        boolean found = indexing && known != null && known.contains(marker);
        String row = found ? "{\"index\":\"genops_ai\",\"count\":\"1\"}" : "";
        Peer.reply(exchange, 200, "application/json", "{\"preview\":false,\"results\":[" + row + "]}");
    }

    private static void code(HttpExchange exchange, int status, int code, String text) throws IOException {
        Peer.reply(exchange, status, "application/json", "{\"text\":\"" + text + "\",\"code\":" + code + "}");
    }

    @Override
    public void close() {
        peer.close();
    }
}
