package ai.genops.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.config.Problem;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A Vault that gives nothing while the server starts.
@Timeout(120)
class SecretStoreDownTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private final Set<String> arrived = new ConcurrentSkipListSet<>();
    private volatile int status = 503;
    private volatile String token = "hook-token";
    private HttpServer vault;
    private HttpServer hook;
    private TestServer server;

    @BeforeEach
    void configure() throws IOException {
        vault = listen(this::answerAsVault);
        hook = listen(this::receive);
        server = new TestServer(folder)
                .variable("VAULT_ADDR", "http://127.0.0.1:" + vault.getAddress().getPort())
                .variable("VAULT_TOKEN", "vault-token")
                .file("destinations/out.yaml", "id: out\ntype: file\npath: out.ndjson\nflush_interval: 10ms\n")
                .file("destinations/hook.yaml", """
                        id: hook
                        type: webhook
                        url: http://127.0.0.1:%d/
                        headers: {Authorization: "Bearer ${vault:kv/hook#token}"}
                        payload_template: '${name}'
                        retry_interval: 10ms
                        max_retry_delay: 20ms
                        """.formatted(hook.getAddress().getPort()))
                .file("routes/all.yaml", """
                        - {id: to_hook, destination: hook}
                        - {id: to_file, destination: out}
                        """);
    }

    @AfterEach
    void stop() {
        server.close();
        vault.stop(0);
        hook.stop(0);
    }

    @Test
    void everythingElseRunsAndNothingIsLost() throws Exception {
        server.start();
        for (int i = 0; i < 5; i++) {
            assertThat(server.trySend(i)).isEqualTo(200);
        }
        while (destination("out").get("delivered").asLong() < 5) {
            Thread.sleep(10);
        }
        assertThat(Files.readAllLines(server.data().resolve("out.ndjson"))).hasSize(5);
        JsonNode waiting = destination("hook");
        assertThat(waiting.get("state").asText()).isEqualTo("not configured");
        assertThat(waiting.get("last_error").asText()).isEqualTo("Vault is sealed or in maintenance (HTTP 503)");
        assertThat(waiting.get("committed").asLong()).isZero();
        assertThat(waiting.at("/lag/records").asLong()).isEqualTo(5);
        status = 200;
        server.running().awaitDelivered();
        assertThat(arrived).containsExactly("call-0", "call-1", "call-2", "call-3", "call-4");
        assertThat(destination("hook").get("state").asText()).isEqualTo("ready");
        assertThat(destination("hook").get("delivered").asLong()).isEqualTo(5);
        assertThat(JSON.readTree(server.get("/api/status"))
                        .at("/books/balanced")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void aRestartWithoutTheStoreLeavesItItsPlace() throws Exception {
        status = 200;
        server.start().send(0, 3);
        server.close();
        status = 503;
        server.start();
        assertThat(server.trySend(3)).isEqualTo(200);
        assertThat(destination("hook").get("committed").asLong()).isEqualTo(3);
        server.close();
        status = 200;
        server.start().send(4, 1);
        assertThat(arrived).containsExactly("call-0", "call-1", "call-2", "call-3", "call-4");
    }

    @Test
    void aSecretThatIsNoGoodIsToldUntilItIs() throws Exception {
        token = "with a\\nline";
        server.start();
        assertThat(server.trySend(0)).isEqualTo(200);
        status = 200;
        while (!destination("hook").get("last_error").asText().contains("is not a valid HTTP header")) {
            Thread.sleep(20);
        }
        assertThat(server.get("/api/status")).doesNotContain("with a");
        assertThat(arrived).isEmpty();
    }

    @Test
    void whatIsWrongWithAReferenceStillStopsTheStart() {
        status = 404;
        assertThat(errors()).contains("Vault has no secret `kv/hook` (HTTP 404)");
    }

    @Test
    void aSourceDoesNotStartWithoutItsToken() {
        server.file(
                "sources/otlp.yaml",
                "id: otlp\ntype: otlp\nhttp_port: 0\ngrpc_port: 0\ntoken: ${vault:kv/hook#token}\n");
        assertThat(errors()).contains("`token`: Vault is sealed", "without it the server does not start");
    }

    private String errors() {
        return server.plan().errors().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private JsonNode destination(String id) throws IOException, InterruptedException {
        JsonNode all = JSON.readTree(server.get("/api/status")).get("destinations");
        for (JsonNode destination : all) {
            if (destination.get("id").asText().equals(id)) {
                return destination;
            }
        }
        throw new IllegalStateException(all.toString());
    }

    private void answerAsVault(HttpExchange exchange) throws IOException {
        boolean right = exchange.getRequestURI().getPath().equals("/v1/kv/data/hook")
                && "vault-token".equals(exchange.getRequestHeaders().getFirst("X-Vault-Token"));
        byte[] body = ("{\"data\":{\"data\":{\"token\":\"" + token + "\"}}}").getBytes(UTF_8);
        exchange.sendResponseHeaders(right ? status : 400, status == 200 ? body.length : -1);
        if (status == 200) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private void receive(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean right = "Bearer hook-token".equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (right) {
            arrived.add(body);
        }
        exchange.sendResponseHeaders(right ? 200 : 401, -1);
        exchange.close();
    }

    private static HttpServer listen(com.sun.net.httpserver.HttpHandler handler) throws IOException {
        var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        started.createContext("/", handler);
        started.start();
        return started;
    }
}
