package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/// What clients send, good and bad, and what becomes of it.
@TestInstance(Lifecycle.PER_CLASS)
class RequestsIT {
    private final HttpClient http = Genops.http();
    private Genops genops;
    private Genops.Server server;
    private Path folder;

    @BeforeAll
    void start(@TempDir Path temporary) throws Exception {
        folder = temporary;
        genops = new Genops(folder.resolve("data"));
        server = genops.up();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theSeedsOwnRequestIsFoundWithinTwoSeconds() throws Exception {
        String body = Files.readString(Path.of("../examples/otlp-test-span.json"));
        assertThat(post("application/json", body.getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        long sent = System.nanoTime();
        List<JsonNode> rows = List.of();
        while (rows.isEmpty() && System.nanoTime() - sent < TimeUnit.SECONDS.toNanos(2)) {
            rows = searchByApi("index=genops_ai name=test-span service.name=test-service | table genops.cost.total");
        }
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().get("genops.cost.total").asDouble()).isEqualTo(0.05);
    }

    @Test
    void anSdkClientArrivesCompleteOverEveryTransport() throws Exception {
        for (boolean gzip : List.of(false, true)) {
            String compression = gzip ? "gzip" : "none";
            send(
                    "http-" + compression,
                    OtlpHttpSpanExporter.builder()
                            .setEndpoint(genops.otlp("/v1/traces").toString())
                            .setCompression(compression)
                            .build());
            send(
                    "grpc-" + compression,
                    OtlpGrpcSpanExporter.builder()
                            .setEndpoint(genops.grpc().toString())
                            .setCompression(compression)
                            .build());
        }
        CrashIT.awaitCaughtUp(genops);
        for (String transport : List.of("http-none", "http-gzip", "grpc-none", "grpc-gzip")) {
            List<JsonNode> rows = genops.search("index=genops_ai transport=" + transport
                    + " | stats count sum(n) as n dc(trace_id) as traces values(scope.name) as scope");
            assertThat(rows.getFirst().get("count").asInt()).as(transport).isEqualTo(20);
            assertThat(rows.getFirst().get("n").asInt()).isEqualTo(190);
            assertThat(rows.getFirst().get("traces").asInt()).isEqualTo(20);
        }
    }

    @Test
    void badRequestsGetTheirStatusAndTheServerGoesOn() throws Exception {
        assertThat(post("application/x-protobuf", "garbage".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("application/json", "{\"resourceSpans\": [".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("application/json", "{}".getBytes(StandardCharsets.UTF_8))
                        .statusCode())
                .isEqualTo(200);
        assertThat(post("text/plain", new byte[10]).statusCode()).isEqualTo(415);
        assertThat(post("application/x-protobuf", gzip(new byte[200_000_000]), "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(get("/v1/traces")).isEqualTo(405);
        assertThat(get("/nowhere")).isEqualTo(404);
        assertThat(get("/health")).isEqualTo(200);
        String metrics = http.send(
                        HttpRequest.newBuilder(genops.api("/metrics")).build(), BodyHandlers.ofString())
                .body();
        assertThat(metrics).containsPattern("genops_source_requests_total\\{[^}]*outcome=\"malformed\"[^}]*} [2-9]");
    }

    /// Clients keep a connection for half a minute and more: closed earlier, it is lost under their next request.
    @Test
    void aConnectionOfTheApiOutlastsAPause() throws Exception {
        byte[] request = "HEAD /health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        URI api = genops.api("/");
        try (var socket = new Socket(api.getHost(), api.getPort())) {
            var answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (int pause : new int[] {0, 16}) {
                TimeUnit.SECONDS.sleep(pause);
                socket.getOutputStream().write(request);
                assertThat(answers.readLine()).isEqualTo("HTTP/1.1 200 OK");
                while (!answers.readLine().isEmpty()) {}
            }
        }
    }

    @Test
    void aBodyOfFiftyMegabytesIsRefusedEarly() {
        int status;
        try {
            status = post("application/x-protobuf", new byte[50_000_000]).statusCode();
        } catch (Exception _) {
            status = 413; // the server may close the connection while the client still sends
        }
        assertThat(status).isEqualTo(413);
        assertThat(server.process.isAlive()).isTrue();
    }

    @Test
    void withATokenOnlyThoseWhoHaveItAreLetIn() throws Exception {
        var guarded = new Genops(folder.resolve("guarded"));
        guarded.environment.put("GENOPS_TOKEN", "s3cret-token");
        try (var up = guarded.up("--set", "sources.genops_otlp_source.token=${GENOPS_TOKEN}")) {
            Map<String, Integer> expected = Map.of("Bearer s3cret-token", 200, "Bearer wrong", 401, "Basic abc", 401);
            for (var entry : expected.entrySet()) {
                var request = HttpRequest.newBuilder(guarded.otlp("/v1/traces"))
                        .header("Content-Type", "application/json")
                        .header("Authorization", entry.getKey())
                        .POST(BodyPublishers.ofString("{}"))
                        .build();
                assertThat(http.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(entry.getValue());
            }
            assertThat(up.output()).doesNotContain("s3cret-token");
            assertThat(guarded.get("/api/status").toString()).doesNotContain("s3cret-token");
        }
    }

    private void send(String transport, SpanExporter exporter) {
        try (var provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(exporter).build())
                .build()) {
            var tracer = provider.get("acceptance");
            for (int i = 0; i < 20; i++) {
                tracer.spanBuilder("call")
                        .startSpan()
                        .setAllAttributes(attributes(transport, i))
                        .end();
            }
            assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
    }

    private static Attributes attributes(String transport, long n) {
        return Attributes.builder().put("transport", transport).put("n", n).build();
    }

    private List<JsonNode> searchByApi(String spl) throws Exception {
        return genops.search(spl);
    }

    private HttpResponse<String> post(String type, byte[] body, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(genops.otlp("/v1/traces"))
                .header("Content-Type", type)
                .POST(BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private int get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(genops.otlp(path)).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private static byte[] gzip(byte[] bytes) throws Exception {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }
}
