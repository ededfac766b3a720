package ai.genops.pipeline.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A Vault with one KV version 2 mount, `secret`, as its API documentation describes reading: 403 without a valid
/// token, before anything else is told; 404 for what is not there and for deleted versions; 503 when sealed.
final class FakeVault implements AutoCloseable {
    static final String TOKEN = "hvs.s3cr3t-token";

    volatile boolean sealed;

    /// The `data` object of each version, by path; `null` as text is a deleted version.
    private final Map<String, List<String>> versions = new ConcurrentHashMap<>();
    private final HttpServer server;

    FakeVault() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    void put(String path, String data) {
        versions.computeIfAbsent(path, _ -> new ArrayList<>()).add(data);
    }

    Map<String, String> environment() {
        return Map.of("VAULT_ADDR", "http://127.0.0.1:" + server.getAddress().getPort() + "/", "VAULT_TOKEN", TOKEN);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String token = exchange.getRequestHeaders().getFirst("X-Vault-Token");
        boolean known = path.startsWith("/v1/secret/data/");
        List<String> found = known ? versions.get(path.substring("/v1/secret/data/".length())) : null;
        if (sealed) {
            answer(exchange, 503, "{\"errors\":[\"Vault is sealed\"]}");
        } else if (!TOKEN.equals(token) || !known) {
            answer(exchange, 403, "{\"errors\":[\"permission denied\"]}");
        } else if (!exchange.getRequestMethod().equals("GET")) {
            answer(exchange, 405, "{\"errors\":[]}");
        } else if (found == null) {
            answer(exchange, 404, "{\"errors\":[]}");
        } else {
            boolean deleted = found.getLast().equals("null");
            answer(exchange, deleted ? 404 : 200, secret(found.getLast(), found.size(), deleted));
        }
    }

    private static String secret(String data, int version, boolean deleted) {
        return """
                {"request_id":"a","lease_id":"","renewable":false,"lease_duration":0,
                 "data":{"data":%s,"metadata":{"created_time":"2026-01-01T00:00:00Z","custom_metadata":null,
                 "deletion_time":"%s","destroyed":false,"version":%d}},
                 "wrap_info":null,"warnings":null,"auth":null,"mount_type":"kv"}
                """.formatted(data, deleted ? "2026-01-02T00:00:00Z" : "", version);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
