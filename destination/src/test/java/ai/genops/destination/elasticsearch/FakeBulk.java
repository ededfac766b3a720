package ai.genops.destination.elasticsearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// `_bulk` as Elasticsearch documents it, for one user and creations only.
final class FakeBulk implements AutoCloseable {
    static final String AUTHORIZATION = "ApiKey aWQ6a2V5LW9mLXRoZS10ZXN0";

    private static final Pattern CREATE =
            Pattern.compile("\\{\"create\":\\{\"_index\":\"([^\"]+)\",\"_id\":\"([0-9a-f]{32})\"}}");

    /// Documents by index and id.
    final Map<String, String> documents = new ConcurrentHashMap<>();
    final List<String> uris = new CopyOnWriteArrayList<>();
    /// What it answers to the next requests instead of looking at them.
    final Queue<Answer> faults = new ConcurrentLinkedQueue<>();
    /// What stands in the item of a document, `"status":...`; null: it is created.
    volatile Function<String, @Nullable String> judge = _ -> null;
    volatile String authorization = AUTHORIZATION;
    final AtomicInteger conflicts = new AtomicInteger();

    private final HttpServer server;

    interface Answer {
        void give(HttpExchange exchange) throws IOException;
    }

    FakeBulk() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    static String error(int status, String type, String reason) {
        return "\"status\":%d,\"error\":{\"type\":\"%s\",\"reason\":\"%s\"}".formatted(status, type, reason);
    }

    static Answer answer(int status, String type, String reason) {
        return exchange -> reply(exchange, status, "{" + error(status, type, reason) + "}");
    }

    static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        try (InputStream in = exchange.getRequestBody()) {
            boolean gzip = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
            String body = new String((gzip ? new GZIPInputStream(in) : in).readAllBytes(), UTF_8);
            uris.add(exchange.getRequestURI().toString());
            Answer fault = faults.poll();
            if (fault != null) {
                fault.give(exchange);
            } else if (!authorization.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
                answer(401, "security_exception", "unable to authenticate").give(exchange);
            } else if (!"application/x-ndjson"
                    .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
                answer(406, "media_type_header_exception", "Content-Type is not supported")
                        .give(exchange);
            } else if (!body.endsWith("\n")) {
                answer(400, "illegal_argument_exception", "The bulk request must be terminated by a newline [\\\\n]")
                        .give(exchange);
            } else {
                bulk(exchange, body);
            }
        }
        exchange.close();
    }

    private void bulk(HttpExchange exchange, String body) throws IOException {
        List<String> lines = body.lines().toList();
        List<String> items = new ArrayList<>();
        for (int i = 0; i < lines.size(); i += 2) {
            Matcher create = CREATE.matcher(lines.get(i));
            if (!create.matches() || i + 1 == lines.size()) {
                answer(400, "illegal_argument_exception", "Malformed action/metadata line [" + (i + 1) + "]")
                        .give(exchange);
                return;
            }
            items.add("{\"create\":{" + item(create.group(1) + "/" + create.group(2), lines.get(i + 1)) + "}}");
        }
        boolean errors = items.stream().anyMatch(item -> item.contains("error"));
        reply(exchange, 200, "{\"errors\":" + errors + ",\"items\":[" + String.join(",", items) + "]}");
    }

    private String item(String place, String document) {
        try (JsonParser parser = new JsonFactory()
                .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature())
                .createParser(document)) {
            while (parser.nextToken() != null) {
                // reads to the end
            }
        } catch (IOException e) {
            return error(400, "document_parsing_exception", "not JSON");
        }
        String judged = judge.apply(document);
        if (judged != null) {
            return judged;
        }
        if (!document.startsWith("{\"@timestamp\":\"2")) {
            return error(400, "document_parsing_exception", "data stream timestamp field [@timestamp] is missing");
        }
        if (documents.putIfAbsent(place, document) != null) {
            conflicts.incrementAndGet();
            return error(409, "version_conflict_engine_exception", "[x]: version conflict, document already exists");
        }
        return "\"status\":201";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
