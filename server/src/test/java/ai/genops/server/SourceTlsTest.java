package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.observability.validate.Trust;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An OTLP source that is encrypted.
class SourceTlsTest {
    private static final String SPAN = "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"name\":\"safe\","
            + "\"startTimeUnixNano\":\"1\",\"endTimeUnixNano\":\"2\"}]}]}]}";

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void start() {
        server = new TestServer(folder);
        server.file(
                "sources/otlp.yaml",
                "{id: otlp, type: otlp, http_port: 0, grpc_port: 0, tls: {self_signed: true}, token: 's3cret-token'}\n");
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n");
        server.file("routes/all.yaml", "- {id: all, destination: lake, dataset: all}\n");
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(HttpClient client, int port) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + port + "/v1/traces"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer s3cret-token")
                .POST(BodyPublishers.ofString(SPAN))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    @Test
    void bothPortsSpeakTlsAndNothingElse() throws Exception {
        var running = server.running().runningSources().getFirst().server();
        var ports = running.activePorts().keySet().stream()
                .map(address -> address.getPort())
                .toList();
        assertThat(ports).hasSize(2);
        try (var trusting = HttpClient.newBuilder()
                        .sslContext(new Trust(false, null).context())
                        .build();
                var doubting = HttpClient.newHttpClient()) {
            for (int port : ports) {
                HttpResponse<String> answer = send(trusting, port);
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.version()).as("over TLS nobody has to ask").isEqualTo(HttpClient.Version.HTTP_2);
                assertThatThrownBy(() -> send(doubting, port)).isInstanceOf(SSLHandshakeException.class);
            }
        }
        server.running().awaitDelivered();
        var found = TestServer.run("search", "--url", server.api(), "--output", "json", "index=all | stats count");
        assertThat(found.out()).contains("\"count\":2");
    }
}
