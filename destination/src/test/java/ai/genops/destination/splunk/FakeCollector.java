package ai.genops.destination.splunk;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// A HEC as Splunk documents it: its paths, tokens, codes, numbers of invalid events and acknowledgements. Events
/// before an invalid one are indexed, as a real one does.
final class FakeCollector implements AutoCloseable {
    static final String TOKEN = "11111111-2222-3333-4444-555555555555";

    private static final JsonFactory JSON = new JsonFactory();

    /// Each indexed event, as it was sent.
    final List<String> indexed = new CopyOnWriteArrayList<>();
    /// Events in each body that came, taken or not.
    final List<Integer> bodies = new CopyOnWriteArrayList<>();
    final List<String> channels = new CopyOnWriteArrayList<>();
    final List<String> paths = new CopyOnWriteArrayList<>();
    /// What it answers to the next requests for events, instead of looking at them.
    final Queue<Answer> faults = new ConcurrentLinkedQueue<>();
    final Set<String> indexes = ConcurrentHashMap.newKeySet();
    volatile boolean acks;
    /// Whether what it takes is ever acknowledged.
    volatile boolean indexing = true;
    final AtomicInteger questions = new AtomicInteger();

    private final List<Long> waiting = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private long nextAck;

    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1;
        final int status;

        Refusal(int status, String body) {
            super(body);
            this.status = status;
        }
    }

    FakeCollector() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static Answer code(int status, String text, int code) {
        return exchange -> reply(exchange, status, "{\"text\":\"" + text + "\",\"code\":" + code + "}");
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            String body = new String((gzip ? new GZIPInputStream(in) : in).readAllBytes(), UTF_8);
            String path = exchange.getRequestURI().getPath();
            paths.add(path);
            authorize(exchange);
            switch (path) {
                case "/services/collector", "/services/collector/event", "/services/collector/event/1.0" ->
                    events(exchange, body);
                case "/services/collector/ack" -> reply(exchange, 200, acknowledgements(exchange, body));
                default -> throw refusal(404, "The requested URL was not found on this server.", 404);
            }
        } catch (Refusal e) {
            reply(exchange, e.status, String.valueOf(e.getMessage()));
        }
        exchange.close();
    }

    private static void authorize(HttpExchange exchange) throws Refusal {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        if (given == null) {
            throw refusal(401, "Token is required", 2);
        }
        if (!given.startsWith("Splunk ")) {
            throw refusal(401, "Invalid authorization", 3);
        }
        if (!given.equals("Splunk " + TOKEN)) {
            throw refusal(403, "Invalid token", 4);
        }
    }

    private void events(HttpExchange exchange, String body) throws IOException, Refusal {
        Answer fault = faults.poll();
        if (fault != null) {
            fault.give(exchange);
            return;
        }
        String channel = exchange.getRequestHeaders().getFirst("X-Splunk-Request-Channel");
        if (acks) {
            check(channel);
        }
        if (body.isEmpty()) {
            throw refusal(400, "No data", 5);
        }
        List<String> events = objects(body);
        bodies.add(events.size());
        for (int i = 0; i < events.size(); i++) {
            event(events.get(i), i);
        }
        String ack = acks ? ",\"ackId\":" + nextAck : "";
        if (acks) {
            channels.add(String.valueOf(channel));
            waiting.add(nextAck++);
        }
        reply(exchange, 200, "{\"text\":\"Success\",\"code\":0" + ack + "}");
    }

    private String acknowledgements(HttpExchange exchange, String body) throws IOException, Refusal {
        if (!acks) {
            throw refusal(400, "ACK is disabled", 14);
        }
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        check(query.startsWith("channel=") ? query.substring(8) : "");
        questions.incrementAndGet();
        if (!body.matches("\\{\"acks\":\\[[0-9]+]}")) {
            throw refusal(400, "Invalid data format", 6);
        }
        long id = Long.parseLong(body.replaceAll("[^0-9]", ""));
        // Asked for once, it is forgotten.
        boolean done = indexing && waiting.remove((Object) id);
        return "{\"acks\":{\"" + id + "\":" + done + "}}";
    }

    private static void check(@Nullable String channel) throws Refusal {
        if (channel == null || channel.isEmpty()) {
            throw refusal(400, "Data channel is missing", 10);
        }
        if (!channel.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw refusal(400, "Invalid data channel", 11);
        }
    }

    private void event(String event, int number) throws IOException, Refusal {
        boolean hasEvent = false;
        try (JsonParser parser = JSON.createParser(event)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "event" -> {
                        hasEvent = true;
                        if (value == JsonToken.VALUE_NULL || parser.getText().isEmpty()) {
                            throw refusal(400, "Event field cannot be blank", 13, number);
                        }
                    }
                    case "time" -> {
                        if (!parser.getText().matches("[0-9]+([.][0-9]+)?")) {
                            throw refusal(400, "Error in handling indexed fields", 15, number);
                        }
                    }
                    case "index" -> {
                        if (!indexes.isEmpty() && !indexes.contains(parser.getText())) {
                            throw refusal(400, "Incorrect index", 7, number + 1);
                        }
                    }
                    case "fields" -> fields(parser, value, number);
                    case "host", "source", "sourcetype" -> {
                        if (value != JsonToken.VALUE_STRING) {
                            throw refusal(400, "Invalid data format", 6, number);
                        }
                    }
                    default -> throw refusal(400, "Invalid data format", 6, number);
                }
                parser.skipChildren();
            }
        }
        if (!hasEvent) {
            throw refusal(400, "Event field is required", 12, number);
        }
        indexed.add(event);
    }

    private static void fields(JsonParser parser, JsonToken value, int number) throws IOException, Refusal {
        if (value != JsonToken.START_OBJECT) {
            throw refusal(400, "Error in handling indexed fields", 15, number);
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            JsonToken token = parser.nextToken();
            boolean several = token == JsonToken.START_ARRAY;
            token = several ? parser.nextToken() : token;
            do {
                if (token != JsonToken.VALUE_STRING) {
                    throw refusal(400, "Error in handling indexed fields", 15, number);
                }
                token = several ? parser.nextToken() : JsonToken.END_ARRAY;
            } while (token != JsonToken.END_ARRAY);
        }
    }

    /// The texts of JSON objects that stand one after the other.
    private static List<String> objects(String body) throws Refusal {
        List<String> objects = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(body)) {
            while (parser.nextToken() != null) {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                if (parser.currentToken() != JsonToken.START_OBJECT) {
                    throw refusal(400, "Invalid data format", 6, objects.size());
                }
                parser.skipChildren();
                objects.add(body.substring(start, (int) parser.currentLocation().getCharOffset()));
            }
        } catch (IOException e) {
            throw refusal(400, "Invalid data format", 6, objects.size());
        }
        return objects;
    }

    private static Refusal refusal(int status, String text, int code) {
        return new Refusal(status, "{\"text\":\"" + text + "\",\"code\":" + code + "}");
    }

    private static Refusal refusal(int status, String text, int code, int number) {
        String body = "{\"text\":\"%s\",\"code\":%d,\"invalid-event-number\":%d}".formatted(text, code, number);
        return new Refusal(status, body);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
