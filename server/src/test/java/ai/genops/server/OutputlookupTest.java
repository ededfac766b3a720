package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A search writes a lookup of the server's.
@Timeout(60)
class OutputlookupTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private SearchableServer server;

    @BeforeEach
    void configure() {
        server = new SearchableServer(folder);
        server.server.file("lookups/teams.csv", "team,lead\nnlp,ada\n");
        server.server.file("pipelines/p.yaml", """
                id: p
                processors:
                  - {name: l, type: lookup, lookup_table: teams, match_field: name, add_fields: [lead]}
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void whatASearchWritesIsAFileALookupAndAChange() throws Exception {
        server.start();
        String table = "| makeresults | eval team=\"ops, east\", lead=\"\\\"grace\\\"\" | table team lead";
        assertThat(rows(table + " | outputlookup owners.csv").toString())
                .isEqualTo("[[\"ops, east\",\"\\\"grace\\\"\"]]");
        assertThat(onDisk("owners.csv")).isEqualTo("team,lead\n\"ops, east\",\"\"\"grace\"\"\"\n");
        rows("| makeresults | eval team=\"nlp\", more=1 | table team more | outputlookup append=true owners");
        assertThat(rows("| inputlookup owners").toString())
                .isEqualTo("[[\"ops, east\",\"\\\"grace\\\"\",null],[\"nlp\",null,\"1\"]]");
        rows("| inputlookup owners | outputlookup owners");
        JsonNode edits = SearchableServer.json(server.get("/api/edits?subject=lookup%20owners", server.adminToken()));
        assertThat(edits.toString()).contains("outputlookup").doesNotContain("\"number\":3");
    }

    @Test
    void aTableThatPipelinesCannotUseIsNotWritten() throws Exception {
        server.start();
        HttpResponse<String> refused =
                search("| makeresults | eval boss=1 | table boss | outputlookup teams", server.adminToken());
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("lookup `teams` is as it was", "`lead`");
        assertThat(onDisk("teams.csv")).isEqualTo("team,lead\nnlp,ada\n");
    }

    @Test
    void aPageThatALinkOpensWritesNothing() throws Exception {
        server.start();
        var spl = JSON.createObjectNode().put("query", "| makeresults | eval x=1 | table x | outputlookup places");
        var request = server.request("/api/search")
                .header("Content-Type", "application/json")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(spl.toString()));
        HttpResponse<String> refused = SearchableServer.send(request);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("may not write lookups", "not from a page");
        assertThat(server.server.config().resolve("lookups/places.csv")).doesNotExist();
    }

    @Test
    void itTakesAnAdministratorAndPermission() throws Exception {
        server.withAccess().start();
        String spl = "| makeresults | eval team=1 | table team | outputlookup places";
        assertThat(search(spl, server.adminToken()).body()).contains("screen: {apply: true}");
        server.close();
        server.server.file(
                "server.yaml",
                "api_port: " + server.server.port()
                        + "\nlog: {max_size: 200 MB}\nreload: manual\nscreen: {apply: true}\n");
        server.server.start();
        HttpResponse<String> refused = search(spl, server.token("rita", "reviewer"));
        assertThat(refused.body()).contains("may not write lookups");
        assertThat(server.server.config().resolve("lookups/places.csv")).doesNotExist();
        assertThat(search(spl, server.adminToken()).statusCode()).isEqualTo(200);
        assertThat(onDisk("places.csv")).isEqualTo("team\n1\n");
    }

    private HttpResponse<String> search(String query, String token) throws Exception {
        return server.post(
                "/api/search", JSON.createObjectNode().put("query", query).toString(), token);
    }

    private JsonNode rows(String query) throws Exception {
        HttpResponse<String> answer = search(query, server.adminToken());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SearchableServer.json(answer).get("rows");
    }

    private String onDisk(String name) throws Exception {
        return Files.readString(server.server.config().resolve("lookups").resolve(name));
    }
}
