package ai.genops.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.governance.FreePort;
import ai.genops.server.GenOpsServer;
import ai.genops.server.Http;
import ai.genops.server.ServerOptions;
import ai.genops.server.ServerPlan;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A running server with the configuration that is shipped, looked at while it works.
class TappingTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path data;

    private String api = "";
    private int otlp;
    private GenOpsServer server;

    @BeforeEach
    void start() throws Exception {
        int port = FreePort.next();
        otlp = FreePort.next();
        api = "http://127.0.0.1:" + port;
        var settings = List.of(
                "server.api_port=" + port,
                "sources.genops_otlp_source.http_port=" + otlp,
                "sources.genops_otlp_source.grpc_port=" + FreePort.next());
        ServerPlan plan =
                ServerPlan.read(new ServerOptions(Path.of(".."), Path.of("../config"), data, settings, 0), _ -> null);
        assertThat(plan.errors()).isEmpty();
        server = GenOpsServer.start(plan, InstantSource.system());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aTapShowsTheEventsItsFilterHoldsFor() throws Exception {
        try (var viewer = new Viewer("/api/tap?at=after:calculate_metrics&filter=" + encoded("cost_total > 1"))) {
            send(0.5);
            send(2.5);
            JsonNode event = viewer.next();
            assertThat(event.path("cost_total").asDouble()).isEqualTo(2.5);
            assertThat(event.path("is_high_cost").asBoolean()).isTrue();
            assertThat(event.has("routing_priority")).isFalse();
        }
    }

    @Test
    void aTapAtTheSourceSeesEachEventOnceAndAtADestinationEachOfItsWays() throws Exception {
        try (var source = new Viewer("/api/tap");
                var lake = new Viewer("/api/tap?at=destination:cribl_lake")) {
            send(1.25);
            send(2.25);
            assertThat(source.next()
                            .path("attributes")
                            .path("genops.cost.total")
                            .asDouble())
                    .isEqualTo(1.25);
            assertThat(source.next()
                            .path("attributes")
                            .path("genops.cost.total")
                            .asDouble())
                    .isEqualTo(2.25);
            assertThat(lake.next().has("cost_total")).isFalse();
            assertThat(lake.next().path("cost_total").asDouble()).isEqualTo(1.25);
        }
    }

    @Test
    void theCommandEndsAfterItsCountAndGivesWhatTryReads() throws Exception {
        var tapped = CompletableFuture.supplyAsync(() -> Cli.run("tap", "--url", api, "--count", "1"));
        while (!tapped.isDone()) {
            send(3.5);
            Thread.sleep(50);
        }
        Cli tap = tapped.get(20, TimeUnit.SECONDS);
        assertThat(tap.code()).isZero();
        Cli tried =
                Cli.fed(tap.out(), "try", "genops-cost-governance", "--config", "../config", "--events", "-", "--json");
        assertThat(tried.out()).contains("\"cost_total\":3.5");
    }

    @Test
    void whatCannotBeTappedIsRefusedWithWhatThereIs() {
        assertThat(Cli.run("tap", "--url", api, "--at", "after:calculate_metric")
                        .err())
                .contains("Did you mean `calculate_metrics`?");
        assertThat(Cli.run("tap", "--url", api, "--at", "destination:datadog_api")
                        .err())
                .contains("not configured (DATADOG_API_KEY is not set)");
        assertThat(Cli.run("tap", "--url", api, "--filter", "cost_totl > 1").err())
                .contains("`cost_totl` is not known\n    cost_totl > 1\n    ^");
        assertThat(Cli.run("tap", "--url", api, "--at", "there").code()).isEqualTo(2);
    }

    @Test
    void theServerStopsWithATapOpen() throws Exception {
        try (var viewer = new Viewer("/api/tap")) {
            server.close();
            assertThat(viewer.lines.readLine()).isNull();
        }
    }

    @Test
    void tryShowsTheLastEventsOfTheLogAndTouchesNoConsumer() throws Exception {
        for (double cost : new double[] {1.5, 2.5, 3.5}) {
            send(cost);
        }
        server.awaitDelivered();
        String before = get("/api/status").path("destinations").toString();
        Cli tried = Cli.run(
                "try",
                "genops-cost-governance",
                "--config",
                "../config",
                "--data",
                data.toString(),
                "--live",
                "2",
                "--json");
        assertThat(tried.out().lines()).hasSize(2);
        assertThat(tried.out()).contains("\"cost_total\":2.5").contains("\"cost_total\":3.5");
        assertThat(get("/api/status").path("destinations").toString()).isEqualTo(before);
    }

    @Test
    void theBooksOfProcessorsAreShownEverywhere() throws Exception {
        send(1.5);
        send(2.5);
        server.awaitDelivered();
        JsonNode stage =
                get("/api/status").path("pipelines").get(1).path("processors").get(0);
        assertThat(stage.path("name").asText()).isEqualTo("parse_cost_attributes");
        assertThat(stage.path("in").asInt()).isEqualTo(2);
        assertThat(stage.path("out").asInt()).isEqualTo(2);
        assertThat(stage.path("dropped").asInt()).isZero();
        assertThat(text("/metrics"))
                .contains("genops_processor_events_total{outcome=\"out\",pipeline=\"genops-cost-governance\","
                        + "processor=\"parse_cost_attributes\"} 2.0");
        assertThat(Cli.run("pipeline", "stats", "genops-cost-governance", "--url", api)
                        .out())
                .containsPattern("parse_cost_attributes +eval +2 +2 +0 +0 ");
    }

    /// A viewer that is there before the next event is sent.
    private final class Viewer implements AutoCloseable {
        final BufferedReader lines;

        Viewer(String path) throws Exception {
            var request = HttpRequest.newBuilder(URI.create(api + path)).build();
            var answer = Http.client().send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            lines = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8));
            assertThat(lines.readLine()).isEqualTo("{\"genops_tap\":{}}");
        }

        JsonNode next() throws Exception {
            String line = Objects.requireNonNull(lines.readLine());
            while (line.startsWith("{\"genops_tap\"")) {
                line = Objects.requireNonNull(lines.readLine());
            }
            return JSON.readTree(line);
        }

        @Override
        public void close() throws java.io.IOException {
            lines.close();
        }
    }

    private void send(double cost) throws Exception {
        String body = """
                {"resourceSpans":[{"scopeSpans":[{"spans":[{"name":"s","attributes":[
                {"key":"genops.cost.total","value":{"doubleValue":%s}}]}]}]}]}""".formatted(cost);
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + otlp + "/v1/traces"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(Http.client()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(text(path));
    }

    private String text(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(api + path)).build();
        return Http.client().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
