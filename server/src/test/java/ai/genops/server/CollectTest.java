package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What searches write with `collect`.
@Timeout(120)
class CollectTest {
    @TempDir
    static Path folder;

    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).withAccess();
        server.server.file(
                "destinations/lake.yaml",
                "id: lake\ntype: lake\nflush_interval: 10ms\ndatasets: [{name: genops_ai}, {name: hush}, {name: monthly}]\n");
        server.server.file("routes/all.yaml", """
                - {id: all, destination: lake, dataset: genops_ai, filter: "__inputId != 'genops_collect'"}
                - {id: hush, destination: lake, dataset: hush, filter: "__inputId != 'genops_collect'"}
                - {id: summary, destination: lake, dataset: summary, filter: "__inputId == 'genops_collect'", by_index: true}
                """);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode search(String query, @Nullable String token) throws Exception {
        String body = new ObjectMapper().createObjectNode().put("query", query).toString();
        return SearchableServer.json(server.post("/api/search", body, token));
    }

    private static JsonNode search(String query) throws Exception {
        JsonNode answer = search(query, server.adminToken());
        server.server.running().awaitDelivered();
        return answer;
    }

    @Test
    void rowsBecomeEventsOfTheIndexOnce() throws Exception {
        String query = "index=genops_ai | bin _time span=1d | stats sum(n) as total values(team) as teams by _time"
                + " | collect index=summary source=daily marker=\"report=cost\"";
        assertThat(search(query).at("/rows/0/1").asInt()).isEqualTo(719_400);
        JsonNode found = search("index=summary source=daily | table _time sourcetype total teams report _raw");
        assertThat(found.at("/rows")).hasSize(1);
        assertThat(found.at("/rows/0/0").asLong()).isEqualTo(1_773_100_800L);
        assertThat(found.at("/rows/0/1").asText()).isEqualTo("stash");
        assertThat(found.at("/rows/0/2").asInt()).isEqualTo(719_400);
        assertThat(found.at("/rows/0/3").toString()).isEqualTo("[\"search\",\"support\"]");
        assertThat(found.at("/rows/0/4").asText()).isEqualTo("cost");
        assertThat(found.at("/rows/0/5").asText()).contains("total=\\\"719400\\\"");
        assertThat(search("index=summary source=daily | stats sum(total) as t")
                        .at("/rows/0/0")
                        .asInt())
                .isEqualTo(719_400);
        assertThat(search("index=genops_ai report=cost | stats count")
                        .at("/rows/0/0")
                        .asInt())
                .isZero();
    }

    @Test
    void eventsKeepWhereTheyCameFrom() throws Exception {
        search("index=genops_ai n<2 | fields team n source sourcetype | collect index=monthly");
        JsonNode found = search("index=monthly | sort n | table n team orig_sourcetype source");
        assertThat(found.at("/rows").toString())
                .isEqualTo(
                        "[[\"0\",\"search\",\"genops:telemetry\",\"collect\"],[\"1\",\"support\",\"genops:telemetry\",\"collect\"]]");
    }

    @Test
    void aJobWritesOnceWhateverItsPreviewsShow() throws Exception {
        server.ended("index=genops_ai | stats count by team | collect index=summary source=job", server.adminToken());
        server.server.running().awaitDelivered();
        assertThat(search("index=summary source=job | stats count")
                        .at("/rows/0/0")
                        .asInt())
                .isEqualTo(2);
    }

    @Test
    void onlyIndexesOfItsOwnAndOnlyWhoAdministers() throws Exception {
        assertThat(search("index=genops_ai | head 1 | collect index=hush")
                        .at("/error")
                        .asText())
                .contains("searches cannot write into an index `hush`", "monthly, summary", "^");
        assertThat(search("index=genops_ai | head 1 | collect index=sumary")
                        .at("/error")
                        .asText())
                .contains("Did you mean `summary`?");
        assertThat(search("index=genops_ai | head 1 | collect").at("/error").asText())
                .contains("`collect` needs the index to write into");
        assertThat(search("index=genops_ai | head 1 | collect index=summary source=no", server.token("ada", "analyst"))
                        .at("/error")
                        .asText())
                .contains("needs a role with `administer`");
        search("index=genops_ai | head 1 | collect index=summary source=no testmode=true");
        assertThat(search("index=summary source=no | stats count")
                        .at("/rows/0/0")
                        .asInt())
                .isZero();
    }
}
