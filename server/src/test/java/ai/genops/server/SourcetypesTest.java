package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What events are filed under, by the API and the command line.
@Timeout(60)
class SourcetypesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private SearchableServer server;

    @BeforeEach
    void configure() {
        server = new SearchableServer(folder);
        server.server.file("sources/hec.yaml", """
                id: hec
                type: splunk_hec
                port: 0
                tokens:
                  - {name: app, token: open-secret, sourcetype: "app:json"}
                  - {name: idle, token: other-secret, sourcetype: "never:came"}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void post(String event) throws Exception {
        String url = server.server.running().runningCollectors().getFirst().url();
        var request = java.net.http.HttpRequest.newBuilder(java.net.URI.create(url + "/services/collector/event"))
                .header("Authorization", "Splunk open-secret")
                .POST(BodyPublishers.ofString(event));
        assertThat(SearchableServer.send(request).statusCode()).isEqualTo(200);
    }

    private ObjectNode asked(String query, String token) throws Exception {
        HttpResponse<String> answer = server.get("/api/sourcetypes" + query, token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(SearchableServer.json(answer).get("truncated").asBoolean()).isFalse();
        ObjectNode found = JsonNodeFactory.instance.objectNode();
        SearchableServer.json(answer)
                .get("sourcetypes")
                .forEach(one -> found.set(one.get("name").asText(), one));
        return found;
    }

    @Test
    void eachTellsItsEventsTimesIndexesSourcesAndTokens() throws Exception {
        server.start();
        for (int i = 0; i < 25; i++) {
            post("{\"time\":%d.5,\"source\":\"s%02d\",\"event\":\"x\"}".formatted(1_773_130_000 + i, i));
        }
        server.server.running().awaitDelivered();
        var found = asked("", server.adminToken());
        assertThat(found.fieldNames()).toIterable().contains("genops:telemetry", "app:json", "never:came");
        JsonNode own = found.get("genops:telemetry");
        assertThat(own.get("events").asInt()).isEqualTo(2 * SearchableServer.EVENTS);
        assertThat(own.get("first_time").asText()).isEqualTo("2026-03-10T08:00:00Z");
        assertThat(own.get("last_time").asText()).isEqualTo("2026-03-10T08:19:59Z");
        assertThat(own.get("indexes").toString()).isEqualTo("[\"genops_ai\",\"hush\"]");
        assertThat(own.get("tokens")).isEmpty();
        JsonNode app = found.get("app:json");
        assertThat(app.get("events").asInt()).isEqualTo(50);
        assertThat(app.get("last_time").asText()).isEqualTo("2026-03-10T08:07:04.500Z");
        assertThat(app.get("source_count").asInt()).isEqualTo(25);
        assertThat(app.get("sources")).hasSize(20);
        assertThat(app.at("/sources/0").asText()).isEqualTo("s00");
        assertThat(app.get("tokens").toString()).contains("\"app\"", "\"hec\"").doesNotContain("secret");
        assertThat(found.get("never:came").get("events").asInt()).isZero();
        assertThat(found.get("never:came").get("first_time").isNull()).isTrue();
    }

    @Test
    void theTimeBoundsWhatIsCounted() throws Exception {
        server.start();
        var found = asked("?earliest=1773129600&latest=1773129700", server.adminToken());
        assertThat(found.get("genops:telemetry").get("events").asInt()).isEqualTo(200);
        assertThat(asked("?earliest=-1h%40h&latest=", server.adminToken()).fieldNames())
                .toIterable()
                .doesNotContain("genops:telemetry");
        HttpResponse<String> wrong = server.get("/api/sourcetypes?earliest=noon", server.adminToken());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(wrong.body()).contains("noon");
    }

    @Test
    void nobodySeesWhatIsInIndexesThatAreNotTheirs() throws Exception {
        server.withAccess().start();
        var found = asked("", server.token("ann", "analyst"));
        assertThat(found.get("genops:telemetry").get("indexes").toString()).isEqualTo("[\"genops_ai\"]");
        assertThat(found.get("genops:telemetry").get("events").asInt()).isEqualTo(SearchableServer.EVENTS);
        assertThat(server.get("/api/sourcetypes", null).statusCode()).isEqualTo(401);
    }

    @Test
    void theCommandLineTellsTheSame() throws Exception {
        server.start();
        var listed = TestServer.run("sourcetypes", "--earliest", "0", "--url", server.server.api());
        assertThat(listed.exitCode()).as(listed.err()).isZero();
        assertThat(listed.out())
                .containsPattern("genops:telemetry +2,400 +2026-03-10T08:00:00Z +2026-03-10T08:19:59Z +genops_ai, hush")
                .containsPattern("never:came +0 .*\\(token hec/idle\\)");
        var json = TestServer.run("sourcetypes", "--earliest", "0", "--output", "json", "--url", server.server.api());
        assertThat(JSON.readTree(json.out()).at("/sourcetypes/0/events").asInt())
                .isEqualTo(2400);
        var wrong = TestServer.run("sourcetypes", "--earliest", "noon", "--url", server.server.api());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("noon");
    }
}
