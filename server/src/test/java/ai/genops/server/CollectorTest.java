package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.observability.validate.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A HEC source in a whole server: into the lake and out by search, and from our own destination of that type.
class CollectorTest {
    private static final String SPAN_TEMPLATE =
            "{\"time\": ${timestamp}, \"host\": \"prod\", \"source\": \"genops\", \"sourcetype\": \"genops:telemetry\","
                    + " \"event\": {\"name\": \"${name}\", \"genops.cost.total\": ${attributes['genops.cost.total']},"
                    + " \"genops.team\": \"${attributes['genops.team']}\"}}";

    private TestServer server;

    @TempDir
    Path folder;

    @BeforeEach
    void configure() {
        server = new TestServer(folder)
                .file("sources/hec.yaml", """
                        id: hec
                        type: splunk_hec
                        port: 0
                        tokens:
                          - {name: open, token: open-secret, use_ack: true}
                          - {name: made, token: <generate-secure-token>, sourcetype: app:json}
                        """)
                .file("destinations/lake.yaml", """
                        id: lake
                        type: lake
                        datasets: [{name: genops_ai}, {name: security}, {name: genops_audit}]
                        """)
                .file("routes/lake.yaml", """
                        - {id: all, destination: lake, dataset: genops_ai, by_index: true}
                        - {id: audit, destination: lake, dataset: genops_audit, filter: "name == 'never'"}
                        """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void eventsAreFoundBySearch() throws Exception {
        server.start();
        post("/event", "open-secret", """
                {"time":1763600000,"source":"s1","sourcetype":"app:log","host":"h1","event":"something  happened"}
                {"time":1763600001,"event":{"genops.cost.total":0.25,"genops":{"team":"a"}},"fields":{"genops.team":"b"}}
                {"time":1763600002,"event":{"genops.cost.total":0.5},"fields":{"genops.team":"b"}}""");
        post("/raw?sourcetype=app:raw&source=s2", "open-secret", "line one\nline two");
        server.running().awaitDelivered();
        assertThat(search("index=genops_ai sourcetype=app:log | table source host _raw"))
                .contains("[\"s1\",\"h1\",\"something  happened\"]");
        assertThat(search("index=genops_ai genops.cost.total=* | stats sum(genops.cost.total) as t by genops.team"))
                .contains("[\"b\",0.75");
        assertThat(search("index=genops_ai genops.cost.total=0.25 | table _raw"))
                .contains("{\\\"genops.cost.total\\\":0.25,\\\"genops\\\":{\\\"team\\\":\\\"a\\\"}}");
        assertThat(search("index=genops_ai source=s2 | sort _raw | table _raw"))
                .contains("[[\"line one\"],[\"line two\"]]");
    }

    @Test
    void theIndexChoosesADatasetThatNoRouteNames() throws Exception {
        server.start();
        post("/event", "open-secret", """
                {"index":"security","event":"a"}{"index":"genops_audit","event":"b"}{"index":"unknown","event":"c"}""");
        server.running().awaitDelivered();
        assertThat(search("index=security | table _raw")).contains("[[\"a\"]]");
        assertThat(search("index=genops_ai | sort _raw | table _raw")).contains("[[\"b\"],[\"c\"]]");
        assertThat(search("index=genops_audit | table _raw")).contains("\"rows\":[]");
    }

    @Test
    void aPipelineReadsAndMasksThemAndTheirText() throws Exception {
        server.file("pipelines/masked.yaml", """
                        id: masked
                        filters: [{name: ours, expression: "__inputId == 'hec' && sourcetype == 'app'"}]
                        processors:
                          - {type: eval, expressions: [{team: "attributes['genops.team']"}, {text: _raw}]}
                          - type: mask
                            rules: [{field: "attributes['user.email']", pattern: '[a-z]+@[a-z.]+', replacement: '#'}]
                        routes:
                          - {name: out, destination: out, filter: "team == 'a' || _raw == 'plain'"}
                        """)
                .file("destinations/out.yaml", "{id: out, type: file, path: out.ndjson}")
                .start();
        post("/event?sourcetype=app", "open-secret", """
                {"event":"plain"}{"event":{"genops.team":"a","user.email":"ann\\u0040x.org"}}{"event":"other"}""");
        server.running().awaitDelivered();
        List<String> out = Files.readAllLines(server.data().resolve("out.ndjson"));
        assertThat(out).hasSize(2);
        assertThat(out.getFirst()).contains("\"_raw\":\"plain\"", "\"text\":\"plain\"", "\"sourcetype\":\"app\"");
        assertThat(out.getLast()).contains("\"user.email\":\"#\"").doesNotContain("\"_raw\":");
    }

    @Test
    void ourOwnDestinationDeliversIntoItWithAcknowledgements() throws Exception {
        server.start();
        String url = server.running().runningCollectors().getFirst().url();
        try (var sender = new TestServer(folder.resolve("sender"))) {
            for (String ack : List.of("true", "false")) {
                sender.file("destinations/hec-" + ack + ".yaml", """
                                id: hec-%s
                                type: splunk_hec
                                endpoint: %s
                                token: open-secret
                                flush_interval: 100ms
                                use_ack: %s
                                ack_interval: 20ms
                                source: acked-%s
                                """.formatted(ack, url, ack, ack))
                        .file("routes/hec-" + ack + ".yaml", "{id: r-%s, destination: hec-%s}".formatted(ack, ack));
            }
            sender.file("destinations/template.yaml", """
                            id: template
                            type: splunk_hec
                            endpoint: %s/services/collector
                            token: open-secret
                            flush_interval: 100ms
                            event_template: '%s'
                            """.formatted(url, SPAN_TEMPLATE.replace("'", "''")))
                    .file("routes/template.yaml", "{id: t, destination: template}")
                    .start();
            assertThat(sender.trySend("""
                    {"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"0af7651916cd43dd8448eb211c80319c",
                     "spanId":"b7ad6b7169203331","name":"chat","startTimeUnixNano":"1763600000000000000",
                     "endTimeUnixNano":"1763600001000000000","attributes":[
                      {"key":"genops.cost.total","value":{"doubleValue":0.05}},
                      {"key":"genops.team","value":{"stringValue":"support"}}]}]}]}]}""")).isEqualTo(200);
            sender.running().awaitDelivered();
        }
        server.running().awaitDelivered();
        String byTeam = "| stats sum(genops.cost.total) as total count by genops.team";
        for (String source : List.of("acked-true", "acked-false", "genops")) {
            assertThat(search("index=genops_ai source=" + source + " genops.cost.total=* " + byTeam))
                    .as(source)
                    .contains("[[\"support\",0.05");
        }
        assertThat(search("index=genops_ai source=acked-true | table trace_id name"))
                .contains("0af7651916cd43dd8448eb211c80319c", "chat");
    }

    @Test
    void aGeneratedTokenStaysAndIsItsOwnersAlone() throws Exception {
        server.start();
        var generated = server.running().runningCollectors().getFirst().generated();
        assertThat(generated).singleElement().satisfies(token -> {
            assertThat(token.fresh()).isTrue();
            assertThat(token.value()).hasSize(36);
            assertThat(token.toString()).doesNotContain(token.value());
        });
        String token = generated.getFirst().value();
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(generated.getFirst().file())))
                .isEqualTo("rw-------");
        assertThat(tryPost("/event", token, "{\"event\":\"a\"}")).isEqualTo(200);
        assertThat(tryPost("/event", "<generate-secure-token>", "{\"event\":\"a\"}"))
                .isEqualTo(403);
        server.close();
        server.start();
        assertThat(server.running().runningCollectors().getFirst().generated())
                .singleElement()
                .satisfies(again -> assertThat(again.fresh()).isFalse());
        assertThat(tryPost("/event", token, "{\"event\":\"a\"}")).isEqualTo(200);
    }

    @Test
    void itMayBeEncryptedWithACertificateOfItsOwnMaking() throws Exception {
        server.file("sources/hec.yaml", """
                id: hec
                type: splunk_hec
                port: 0
                tls: {self_signed: true}
                tokens: [{name: open, token: open-secret}]
                """).start();
        String url = server.running().runningCollectors().getFirst().url();
        assertThat(url).startsWith("https://127.0.0.1:");
        var anybody = new Trust(false, null).context();
        try (var client = HttpClient.newBuilder().sslContext(anybody).build()) {
            var request = HttpRequest.newBuilder(URI.create(url + "/services/collector/health"))
                    .build();
            assertThat(client.send(request, BodyHandlers.ofString()).body())
                    .isEqualTo("{\"text\":\"HEC is healthy\",\"code\":17}");
        }
    }

    @Test
    void itsFiguresAreInTheMetricsAndTheStatus() throws Exception {
        server.start();
        post("/event", "open-secret", "{\"event\":\"a\"}{\"event\":\"b\"}");
        tryPost("/event", "open-secret", "{");
        tryPost("/event", "nobodys-secret", "{}");
        assertThat(server.get("/metrics"))
                .contains("genops_hec_events_total{source=\"hec\",token=\"open\"} 2.0")
                .contains("genops_hec_requests_total{outcome=\"accepted\",source=\"hec\",token=\"open\"} 1.0")
                .contains("genops_hec_requests_total{outcome=\"invalid_data\",source=\"hec\",token=\"open\"} 1.0")
                .contains("genops_hec_requests_total{outcome=\"invalid_token\",source=\"hec\",token=\"none\"} 1.0")
                .contains("genops_source_requests_total{outcome=\"accepted\",signal=\"traces\",source=\"hec\"} 0.0");
        assertThat(server.get("/api/status"))
                .contains("\"hec\":{\"requests\":1,\"events\":2,")
                .contains("\"name\":\"open\",\"requests\":1", "\"refused_by_code\":{\"invalid_data\":1}")
                .doesNotContain("open-secret");
    }

    private void post(String path, String token, String body) throws Exception {
        assertThat(tryPost(path, token, body)).isEqualTo(200);
    }

    private int tryPost(String path, String token, String body) throws IOException, InterruptedException {
        String url = server.running().runningCollectors().getFirst().url();
        var request = HttpRequest.newBuilder(URI.create(url + "/services/collector" + path))
                .header("Authorization", "Splunk " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        return Http.client().send(request, BodyHandlers.ofString()).statusCode();
    }

    private String search(String query) throws IOException, InterruptedException {
        String body = "{\"query\":\"" + query.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";
        var request = HttpRequest.newBuilder(URI.create(server.api() + "/api/search"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return Objects.requireNonNull(
                Http.client().send(request, BodyHandlers.ofString()).body());
    }
}
