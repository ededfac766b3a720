package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `loadjob` of a server's jobs, by those who may see them.
@Timeout(60)
class LoadjobServerTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static SearchableServer server;
    private static String ada;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).withAccess();
        server.server.file("searches/savedsearches.conf", """
                [By team]
                search = index=genops_ai | stats count by team
                """);
        server.start();
        ada = server.token("ada", "analyst");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String sid(String query, String token) throws Exception {
        return server.ended(query, token).get("sid").asText();
    }

    private static JsonNode found(String query, String token) throws Exception {
        String body = JSON.createObjectNode().put("query", query).toString();
        return SearchableServer.json(server.post("/api/search", body, token));
    }

    @Test
    void resultsInMemoryAndInAFileAreLoaded() throws Exception {
        String few = sid("index=genops_ai | stats sum(n) as n min(_time) as first by team", ada);
        assertThat(found("| loadjob " + few + " | where team=\"search\" | eval first=strftime(first, \"%H:%M\")", ada)
                        .get("rows")
                        .toString())
                .isEqualTo("[[\"search\",239400,\"08:00\"]]");
        String many = sid("index=genops_ai | table _time n team", ada);
        assertThat(found("| loadjob " + many + " | stats count sum(n) as n max(_time) as last", ada)
                        .get("rows")
                        .toString())
                .isEqualTo("[[1200,719400,1773130799]]");
        assertThat(found("| loadjob " + many + " | timechart span=10m count by team", ada)
                        .get("rows"))
                .hasSize(2);
    }

    @Test
    void aJobLoadsAnotherAndIsOneItself() throws Exception {
        String first = sid("index=genops_ai | stats count by team", ada);
        String second = sid("| loadjob " + first + " | stats sum(count) as count", ada);
        assertThat(found("| loadjob " + second, ada).get("rows").toString()).isEqualTo("[[1200]]");
    }

    @Test
    void somebodyElsesJobIsNotThere() throws Exception {
        String hidden = sid("index=hush | stats count", server.adminToken());
        JsonNode refused = found("| loadjob " + hidden, ada);
        assertThat(refused.toString())
                .contains("there is no job `" + hidden + "`")
                .doesNotContain("hush", "1200");
        assertThat(found("| loadjob nothing", ada).toString().replace("nothing", hidden))
                .isEqualTo(refused.toString());
        assertThat(found("| makeresults | append [| loadjob " + hidden + "]", ada)
                        .toString())
                .contains("there is no job");
        String more = sid("index=hush n=1 | table n gen_ai.prompt", server.token("ada", "reviewer"));
        assertThat(found("| loadjob " + more, ada).toString())
                .as("the same name with a lesser role")
                .contains("there is no job")
                .doesNotContain("tell");
        assertThat(found("| loadjob " + hidden, server.adminToken()).get("rows").toString())
                .isEqualTo("[[1200]]");
    }

    @Test
    void aSavedSearchsNewestJobIsLoaded() throws Exception {
        String load = "| loadjob savedsearch=\"admin:search:By team\" | table team count";
        String eve = server.token("eve", "analyst");
        assertThat(found(load, ada).toString()).contains("no finished job of saved search `By team` is kept");
        assertThat(dispatched(ada)).isEqualTo(201);
        assertThat(found(load, ada).get("rows").toString()).isEqualTo("[[\"search\",400],[\"support\",800]]");
        assertThat(found(load, eve).toString()).contains("no finished job of saved search `By team` is kept");
        assertThat(found(load.replace(" |", " job_delegate=ada |"), server.adminToken())
                        .get("rows"))
                .hasSize(2);
    }

    /// Starts the saved search as Splunk's clients do, and waits for its end.
    private static int dispatched(String token) throws Exception {
        HttpResponse<String> answer = SearchableServer.send(splunk("saved/searches/By%20team/dispatch", token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("output_mode=json")));
        String sid = SearchableServer.json(answer).get("sid").asText();
        while (SearchableServer.send(splunk("search/jobs/" + sid + "/results", token))
                        .statusCode()
                == 204) {
            Thread.sleep(10);
        }
        return answer.statusCode();
    }

    private static HttpRequest.Builder splunk(String path, String token) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.splunkPort() + "/services/" + path))
                .header("Authorization", "Bearer " + token);
    }

    @Test
    void whatFailedAndWhatRunsIsRefused() throws Exception {
        String failed = sid("| inputlookup nothing", ada);
        assertThat(found("| loadjob " + failed, ada).toString())
                .contains("job `" + failed + "` cannot be loaded: it failed: line 1, column 15: there is no lookup");
        String watching = SearchableServer.json(
                        server.post("/api/jobs", "{\"query\":\"| makeresults\",\"mode\":\"realtime\"}", ada))
                .get("sid")
                .asText();
        assertThat(found("| loadjob " + watching, ada).toString()).contains("it is a real-time search");
    }
}
