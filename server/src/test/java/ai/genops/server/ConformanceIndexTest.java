package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `genops conformance --index`: what an index has of spans tells as much as a file of them.
@Timeout(60)
class ConformanceIndexTest {
    private static final Path SPANS = Path.of("../conformance/src/test/resources/conformance");
    private static final ObjectMapper JSON = new ObjectMapper();

    /// What a source refuses, and what is gone when an attribute has one value.
    private static final Set<String> NOT_IN_AN_INDEX =
            Set.of("00000000000000000000000000abc001", "00000000000000000000000000abc007");

    @TempDir
    Path folder;

    /// Each of these spans is named after the one clause that it breaks.
    @Test
    void everyPlantedViolationIsFoundAndNothingElse() throws Exception {
        try (TestServer server = server()) {
            Set<String> planted = new TreeSet<>();
            for (String line : Files.readAllLines(SPANS.resolve("planted.ndjson"))) {
                JsonNode span = JSON.readTree(line);
                String trace = span.path("traceId").asText();
                if (!NOT_IN_AN_INDEX.contains(trace)) {
                    send(server, line);
                    planted.add(trace + " " + span.path("name").asText());
                }
            }
            assertThat(planted).hasSizeGreaterThanOrEqualTo(30);
            server.running().awaitDelivered();
            JsonNode report = report(server, 1);
            Set<String> found = new TreeSet<>();
            report.path("violations")
                    .forEach(one -> found.add(one.path("trace_id").asText() + " "
                            + one.path("clause").asText()));
            assertThat(found).isEqualTo(planted);
            assertThat(report.path("events_checked").asBoolean()).isTrue();
        }
    }

    @Test
    void whatConformsConformsInAnIndex() throws Exception {
        try (TestServer server = server()) {
            assertThat(server.trySend(Files.readString(SPANS.resolve("conforming.json"))))
                    .isEqualTo(200);
            server.running().awaitDelivered();
            JsonNode report = report(server, 0);
            assertThat(report.path("units").asInt()).isEqualTo(3);
            assertThat(report.path("others").asInt()).isEqualTo(1);
            assertThat(report.path("events_checked").asBoolean()).isTrue();
        }
    }

    private TestServer server() {
        return new TestServer(folder)
                .file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n")
                .file("routes/all.yaml", "- {id: all, destination: lake, dataset: genops_ai}\n")
                .start();
    }

    private static void send(TestServer server, String span) throws IOException, InterruptedException {
        int status = server.trySend("{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[" + span + "]}]}]}");
        assertThat(status).as(span).isEqualTo(200);
    }

    private static JsonNode report(TestServer server, int exitCode) throws IOException {
        var outcome = TestServer.run("conformance", "--index", "genops_ai", "--url", server.api(), "--output", "json");
        assertThat(outcome.exitCode()).as(outcome.err()).isEqualTo(exitCode);
        return JSON.readTree(outcome.out());
    }
}
