package ai.genops.sdk.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A HEC as Splunk documents it: refuses other tokens, other schemes, bodies that are not events (OTLP among them), an
/// event that is blank or too long ago told without `event`, indexes it does not have, and, where the token
/// acknowledges, requests without a channel that is a GUID.
public final class StrictCollector implements AutoCloseable {
    public static final String TOKEN = "0a1b2c3d-0000-4000-8000-00000000abcd";
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> KEYS = Set.of("time", "host", "source", "sourcetype", "index", "event", "fields");

    /// Each indexed event, as it was sent.
    public final List<String> indexed = new CopyOnWriteArrayList<>();
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /// What it answers to the next requests for events, before it looks at them: `503 9 Server is busy`.
    public final Queue<String> faults = new ConcurrentLinkedQueue<>();
    public volatile boolean acknowledges;
    /// How many questions for acknowledgements it answers with no.
    public final AtomicInteger slowness = new AtomicInteger();
    public volatile @Nullable String lastHeaders;

    private final HttpServer server;
    private final List<Long> waiting = new CopyOnWriteArrayList<>();

    public StrictCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    public String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] sent = exchange.getRequestBody().readAllBytes();
        boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
        byte[] body = packed ? new GZIPInputStream(new ByteArrayInputStream(sent)).readAllBytes() : sent;
        requests.add(exchange.getRequestURI().getPath() + (packed ? " gzip" : ""));
        lastHeaders = exchange.getRequestHeaders().entrySet().toString();
        String reply = reply(exchange, new String(body, UTF_8));
        String[] parts = reply.split(" ", 2);
        byte[] text = parts[1].getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(Integer.parseInt(parts[0]), text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    private String reply(HttpExchange exchange, String body) {
        String token = exchange.getRequestHeaders().getFirst("Authorization");
        if (token == null) {
            return "401 {\"text\":\"Token is required\",\"code\":2}";
        }
        if (!token.startsWith("Splunk ")) {
            return "401 {\"text\":\"Invalid authorization\",\"code\":3}";
        }
        if (!token.equals("Splunk " + TOKEN)) {
            return "403 {\"text\":\"Invalid token\",\"code\":4}";
        }
        String fault = faults.poll();
        if (fault != null) {
            String[] parts = fault.split(" ", 3);
            return parts[0] + " {\"text\":\"" + parts[2] + "\",\"code\":" + parts[1] + "}";
        }
        return switch (exchange.getRequestURI().getPath()) {
            case "/services/collector", "/services/collector/event", "/services/collector/event/1.0" ->
                events(exchange.getRequestHeaders().getFirst("X-Splunk-Request-Channel"), body);
            case "/services/collector/ack" ->
                acks(String.valueOf(exchange.getRequestURI().getQuery()), body);
            default -> "404 {\"text\":\"The requested URL was not found on this server.\",\"code\":404}";
        };
    }

    private String events(@Nullable String channel, String body) {
        if (acknowledges && channel == null) {
            return "400 {\"text\":\"Data channel is missing\",\"code\":10}";
        }
        if (acknowledges && !String.valueOf(channel).matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            return "400 {\"text\":\"Invalid data channel\",\"code\":11}";
        }
        if (body.isEmpty()) {
            return "400 {\"text\":\"No data\",\"code\":5}";
        }
        int number = 0;
        try {
            for (String event : objects(body)) {
                String refusal = refusal(event, number);
                if (refusal != null) {
                    return refusal;
                }
                indexed.add(event);
                number++;
            }
        } catch (IOException e) {
            return "400 {\"text\":\"Invalid data format\",\"code\":6,\"invalid-event-number\":" + number + "}";
        }
        if (!acknowledges) {
            return "200 {\"text\":\"Success\",\"code\":0}";
        }
        waiting.add((long) waiting.size());
        return "200 {\"text\":\"Success\",\"code\":0,\"ackId\":" + (waiting.size() - 1) + "}";
    }

    private static @Nullable String refusal(String event, int number) throws IOException {
        String index = null;
        boolean hasEvent = false;
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                if (!KEYS.contains(key)) {
                    throw new IOException("not a key of HEC: " + key);
                }
                JsonToken value = parser.nextToken();
                if (key.equals("time") && !parser.getText().matches("[0-9]{10}(\\.[0-9]{1,9})?")) {
                    throw new IOException("not a time: " + parser.getText());
                }
                hasEvent |= key.equals("event") && value != JsonToken.VALUE_NULL;
                index = key.equals("index") ? parser.getText() : index;
                parser.skipChildren();
            }
        }
        if (!hasEvent) {
            return "400 {\"text\":\"Event field is required\",\"code\":12,\"invalid-event-number\":" + number + "}";
        }
        // This code alone counts from one.
        return index == null || index.equals("genops_ai")
                ? null
                : "400 {\"text\":\"Incorrect index\",\"code\":7,\"invalid-event-number\":" + (number + 1) + "}";
    }

    private String acks(String query, String body) {
        if (!acknowledges) {
            return "400 {\"text\":\"ACK is disabled\",\"code\":14}";
        }
        if (!query.startsWith("channel=")) {
            return "400 {\"text\":\"Data channel is missing\",\"code\":10}";
        }
        String id = body.replaceAll("[^0-9]", "");
        boolean isIndexed = slowness.getAndDecrement() <= 0;
        return "200 {\"acks\":{\"" + id + "\":" + isIndexed + "}}";
    }

    /// The objects of a body that has nothing between them.
    private static List<String> objects(String body) throws IOException {
        List<String> objects = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw new IOException("not an object");
                }
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                objects.add(body.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
        }
        return objects;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
