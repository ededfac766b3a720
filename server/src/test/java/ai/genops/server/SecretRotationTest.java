package ai.genops.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.pipeline.Destination;
import ai.genops.pipeline.config.Problem;
import ai.genops.pipeline.config.SecretState;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Tokens in files are replaced while the server runs, as a secret operator does it.
@Timeout(120)
class SecretRotationTest {
    private static final Pattern NUMBER = Pattern.compile("\"n\":\"?([0-9]+)");

    @TempDir
    Path folder;

    private final Set<Integer> arrived = new ConcurrentSkipListSet<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile String wanted = "Bearer hook-token-one";
    private HttpServer hook;
    private Path config;

    @BeforeEach
    void configure() throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", this::handle);
        hook.start();
        config = folder.resolve("config");
        write("server.yaml", "api_port: 0\nsecrets:\n  refresh: 50ms\n");
        write("sources/otlp.yaml", "id: in\ntype: otlp\nhttp_port: 0\ngrpc_port: 0\ntoken: ${file:secrets/source}\n");
        write("destinations/hook.yaml", """
                id: hook
                type: webhook
                url: http://127.0.0.1:%d/
                headers:
                  Authorization: Bearer ${file:secrets/hook}
                retry_interval: 10ms
                max_retry_delay: 20ms
                """.formatted(hook.getAddress().getPort()));
        write("pipelines/all.yaml", "id: all\nroutes:\n  - name: to_hook\n    destination: hook\n");
        write("secrets/hook", "hook-token-one\n");
        write("secrets/source", "source-token-one\n");
    }

    @AfterEach
    void stop() {
        hook.stop(0);
    }

    @Test
    void rotatedTokensReachTheRunningServerAndNothingIsLost() throws Exception {
        ServerPlan plan = plan();
        assertThat(plan.errors()).isEmpty();
        try (GenOpsServer server = GenOpsServer.start(plan, InstantSource.system())) {
            assertThat(send(server, "source-token-one", 0, 10)).isEqualTo(200);
            await(() -> arrived.size() == 10);
            wanted = "Bearer hook-token-two";
            assertThat(send(server, "source-token-one", 10, 20)).isEqualTo(200);
            await(() -> refused.get() > 3);
            write("secrets/hook", "hook-token-two\n");
            await(() -> arrived.size() == 20);
            write("secrets/source", "source-token-two\n");
            await(() -> send(server, "source-token-two", 20, 30) == 200);
            assertThat(send(server, "source-token-one", 30, 40)).isEqualTo(401);
            server.awaitDelivered();
            Destination destination =
                    Objects.requireNonNull(plan.configuration().destinations().get("hook"));
            assertThat(destination.stats().rejected()).isZero();
            assertThat(destination.stats().delivered()).isEqualTo(30);
            Files.delete(config.resolve("secrets/hook"));
            await(() ->
                    "the file `secrets/hook` is not there".equals(states(plan).get("file:secrets/hook")));
            assertThat(send(server, "source-token-two", 30, 40)).isEqualTo(200);
            await(() -> arrived.size() == 40);
            assertThat(states(plan)).containsEntry("file:secrets/source", "");
        }
        assertThat(arrived)
                .containsExactlyElementsOf(IntStream.range(0, 40).boxed().toList());
        assertThat(folder.resolve("data/dead-letter")).doesNotExist();
    }

    @Test
    void eachSecretThatIsNotThereAtTheStartIsOneProblemAndAllAreToldAtOnce() throws IOException {
        Files.delete(config.resolve("secrets/hook"));
        Files.delete(config.resolve("secrets/source"));
        write("destinations/two.yaml", """
                id: two
                type: webhook
                url: https://two.invalid/${vault:kv/two#path}
                headers:
                  Authorization: ${file:secrets/hook}
                  X-Key: ${aws-secrets:prod/two#key}
                  X-Other: ${aws-sm:prod/two#key}
                """);
        List<String> errors = plan().errors().stream().map(Problem::toString).toList();
        assertThat(errors).hasSize(5);
        assertThat(String.join("\n", errors))
                .contains(
                        "the file `secrets/hook` is not there",
                        "the file `secrets/source` is not there",
                        "VAULT_ADDR is not set",
                        "AWS_REGION is not set",
                        "names no store of secrets; there are aws-secrets, file, vault");
    }

    @Test
    void howOftenSecretsAreFetchedMustBePositive() throws IOException {
        write("server.yaml", "secrets:\n  refresh: 0s\n");
        assertThat(plan().errors())
                .singleElement()
                .asString()
                .contains("`refresh` of the secrets must be longer than 0");
    }

    private ServerPlan plan() {
        return ServerPlan.read(new ServerOptions(folder, config, folder.resolve("data"), List.of(), 0), _ -> null);
    }

    private static Map<String, String> states(ServerPlan plan) {
        return plan.configuration().server().secrets().states().stream()
                .collect(Collectors.toMap(SecretState::reference, SecretState::problem));
    }

    private int send(GenOpsServer server, String token, int from, int to) throws IOException, InterruptedException {
        String spans = IntStream.range(from, to).mapToObj("""
                        {"traceId":"0123456789abcdef0123456789abcdef","spanId":"%1$016x","name":"x",
                         "startTimeUnixNano":"1763600000000000000","endTimeUnixNano":"1763600000000000001",
                         "attributes":[{"key":"n","value":{"intValue":"%1$d"}}]}"""::formatted).collect(Collectors.joining(","));
        String body = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + spans + "]}]}]}";
        int port = server.runningSources().getFirst().server().activeLocalPort();
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/traces"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString()).statusCode();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean right = wanted.equals(exchange.getRequestHeaders().getFirst("Authorization"));
        if (right) {
            Matcher number = NUMBER.matcher(body);
            while (number.find()) {
                arrived.add(Integer.valueOf(number.group(1)));
            }
        } else {
            refused.incrementAndGet();
        }
        exchange.sendResponseHeaders(right ? 200 : 401, -1);
        exchange.close();
    }

    private void write(String name, String text) throws IOException {
        Path file = config.resolve(name);
        Files.createDirectories(file.getParent());
        Path fresh = folder.resolve("fresh");
        Files.writeString(fresh, text);
        Files.move(fresh, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    private interface Check {
        boolean holds() throws Exception;
    }

    private static void await(Check check) throws Exception {
        int left = 2000;
        while (!check.holds()) {
            assertThat(left--).as("tries left").isPositive();
            Thread.sleep(10);
        }
    }
}
