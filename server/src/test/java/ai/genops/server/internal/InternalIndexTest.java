package ai.genops.server.internal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.lake.LakeStats;
import ai.genops.server.RunningCollector;
import ai.genops.server.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A HEC source's own events, in a whole server with the shipped routes and by the queries of the documents.
@Timeout(60)
class InternalIndexTest {
    private static final Path CONFIG = Path.of("..", "config");

    @TempDir
    Path folder;

    private final HttpClient http = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = new TestServer(folder);
        server.file(
                "server.yaml",
                Files.readString(server.config().resolve("server.yaml")) + "internal_index: {every: 1s}\n");
        server.file("sources/hec.yaml", """
                id: hec
                type: splunk_hec
                port: 0
                tokens: [{name: demo, token: demo-secret}, {name: idle, token: idle-secret}]
                """);
        server.file("destinations/lake.yaml", "id: cribl_lake\ntype: lake\nflush_interval: 10ms\n");
        for (String routes : List.of("lake", "internal")) {
            String text = Files.readString(CONFIG.resolve("routes/" + routes + ".yaml"));
            server.file(
                    "routes/" + routes + ".yaml", text.replaceFirst("(?s)\n# The lake's dataset for policies.*", "\n"));
        }
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        http.close();
    }

    private int post(String token, String body) throws IOException, InterruptedException {
        RunningCollector collector = server.running().runningCollectors().getFirst();
        var request = HttpRequest.newBuilder(URI.create(collector.url() + "/services/collector/event"))
                .header("Authorization", "Splunk " + token)
                .POST(BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString()).statusCode();
    }

    private List<String> search(String spl) {
        return TestServer.run("search", "-o", "json", "--url", server.api(), spl)
                .out()
                .lines()
                .toList();
    }

    private List<String> awaitRows(String spl) throws InterruptedException {
        List<String> rows = search(spl);
        while (rows.isEmpty()) {
            Thread.sleep(100);
            rows = search(spl);
        }
        return rows;
    }

    @Test
    void theDocumentsQueriesAnswer() throws Exception {
        assertThat(post("demo-secret", "{\"event\":\"a\"}{\"event\":\"b\"}")).isEqualTo(200);
        assertThat(post("wrong", "{\"event\":\"a\"}")).isEqualTo(403);
        String errors = "index=_internal sourcetype=splunkd component=HttpInputDataHandler | search ERROR OR WARN";
        assertThat(awaitRows(errors + " | table source reply message token_name"))
                .containsExactly("{\"source\":\"splunkd.log\",\"reply\":4,\"message\":\"Failed processing http input,"
                        + " token name=n/a, reply=4, text=Invalid token, requests=1\",\"token_name\":\"n/a\"}");
        String metrics = "index=_internal source=*metrics.log component=Metrics group=http_event_collector_metrics";
        assertThat(search(metrics + " | stats sum(event_count) as events by series"))
                .containsExactly(
                        "{\"series\":\"http_event_collector\",\"events\":2}",
                        "{\"series\":\"token:demo\",\"events\":2}");
        assertThat(search("index=* | stats count by index")).containsExactly("{\"index\":\"genops_ai\",\"count\":2}");
        assertThat(search("| eventcount summarize=false index=*")).hasSize(1);
    }

    @Test
    void whatEachIndexTookIsToldAsSplunkDoes() throws Exception {
        assertThat(post("demo-secret", "{\"event\":\"a\"}{\"event\":\"b\"}")).isEqualTo(200);
        String rows = "index=_internal source=*metrics.log group=per_index_thruput";
        assertThat(awaitRows(rows + " | stats sum(ev) as ev by series"))
                .containsExactly("{\"series\":\"genops_ai\",\"ev\":2}");
        assertThat(search(rows + " kb>0 kbps>0 eps>0 component=Metrics | stats count by series"))
                .containsExactly("{\"series\":\"genops_ai\",\"count\":1}");
        Thread.sleep(2_500);
        assertThat(search(rows + " | stats count")).as("nothing came since").containsExactly("{\"count\":1}");
    }

    @Test
    void ofAnIndexThatCountsAnewAllIsTold() {
        var taken = new ArrayList<>(List.of(new LakeStats.OfDataset("a", 5, 5, 5_120, 0, 0, 0)));
        var throughput = new IndexThroughput(() -> taken, 0);
        assertThat(throughput.tell(1_000).items()).isEmpty();
        taken.set(0, new LakeStats.OfDataset("a", 9, 9, 9_216, 0, 0, 0));
        assertThat(throughput.tell(2_000).items().getFirst().attributes().toString())
                .contains("series=a", "ev=4", "kb=4.0", "kbps=2.0", "eps=2.0");
        throughput.tell(2_000).taken().run();
        taken.set(0, new LakeStats.OfDataset("a", 9, 3, 3_072, 0, 0, 0));
        assertThat(throughput.tell(3_000).items().getFirst().attributes().toString())
                .contains("ev=3", "eps=3.0");
    }

    @Test
    void whatTheLogDidNotTakeIsToldTheNextTime() throws Exception {
        assertThat(post("demo-secret", "{\"event\":\"a\"}")).isEqualTo(200);
        var stats = server.running().runningCollectors().getFirst().stats();
        List<CompletableFuture<Void>> appended = new ArrayList<>();
        List<Integer> bytes = new ArrayList<>();
        Instant[] now = {Instant.EPOCH};
        var internal = new InternalIndex(
                Map.of("hec", stats), List::of, parts -> append(parts, bytes, appended), () -> now[0]);
        internal.tell(Duration.ofSeconds(10));
        assertThat(appended).as("it is not time yet").isEmpty();
        now[0] = now[0].plusSeconds(10);
        internal.tell(Duration.ZERO);
        assertThat(appended).as("it is turned off").isEmpty();
        internal.tell(Duration.ofSeconds(10));
        appended.getFirst().completeExceptionally(new IOException("full"));
        now[0] = now[0].plusSeconds(10);
        internal.tell(Duration.ofSeconds(10));
        assertThat(bytes).hasSize(2);
        assertThat(bytes.get(1)).isEqualTo(bytes.get(0));
        appended.get(1).complete(null);
        now[0] = now[0].plusSeconds(10);
        internal.tell(Duration.ofSeconds(10));
        assertThat(appended).as("nothing has happened since").hasSize(2);
    }

    private static CompletableFuture<Void> append(
            ByteBuffer[] parts, List<Integer> bytes, List<CompletableFuture<Void>> appended) {
        bytes.add(parts[1].remaining());
        appended.add(new CompletableFuture<>());
        return appended.getLast();
    }
}
