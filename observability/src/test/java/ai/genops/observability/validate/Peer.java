package ai.genops.observability.validate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/** A server on this machine that answers as a test says. */
final class Peer implements AutoCloseable {
    /** Patient with a machine that has much to do; what is not found, is not found soon. */
    static final Limits LIMITS = new Limits(Duration.ofSeconds(20), Duration.ofSeconds(20), Duration.ofMillis(600));

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    Peer(HttpHandler handler) throws IOException {
        this(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), handler);
    }

    private Peer(HttpServer server, HttpHandler handler) {
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    static Peer tls(SSLContext context, HttpHandler handler) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new Peer(server, handler);
    }

    int port() {
        return server.getAddress().getPort();
    }

    String address() {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:" + port();
    }

    static Surroundings surroundings(Map<String, String> environment) {
        Instant now = Instant.now();
        return new Surroundings(environment::get, (InstantSource) () -> now, new Random(7), null);
    }

    static Surroundings surroundings() {
        return surroundings(Map.of());
    }

    static void reply(HttpExchange exchange, int status, String type, String body) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    static Check check(Validation validation, String id) {
        return validation.checks().stream()
                .filter(check -> check.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no check " + id));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
