package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A pipeline's file is changed through a running server.
@Timeout(60)
class EditsApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "pipelines/p.yaml";
    private static final String PIPELINE = """
            id: p
            processors:
              - {name: v, type: eval, expressions: [version: "'one'"]}
            routes:
              - {name: to_out, destination: out}
            """;
    private static final String CHANGED = PIPELINE.replace("'one'", "'two'");

    @TempDir
    Path folder;

    private SearchableServer server;

    @BeforeEach
    void start() {
        server = new SearchableServer(folder);
        server.server.file(FILE, PIPELINE);
        server.server.file("destinations/out.yaml", "{id: out, type: file, path: out.ndjson, flush_interval: 50ms}\n");
        server.server.file(
                "routes/audit.yaml",
                "{id: audit, destination: lake, dataset: genops_audit, filter: \"__inputId == 'genops_changes'\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String base, String text, String reason, String token) throws Exception {
        var body =
                JSON.createObjectNode().put("pipeline", "p").put("base", base).put("text", text);
        return server.post("/api/edits", body.put("reason", reason).toString(), token);
    }

    private JsonNode apply(String base, String text) throws Exception {
        HttpResponse<String> answer = post(base, text, "because", server.adminToken());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SearchableServer.json(answer);
    }

    private String onDisk() throws Exception {
        return Files.readString(server.server.config().resolve(FILE));
    }

    private Outcome run(String... arguments) {
        var all = new java.util.ArrayList<>(java.util.List.of(arguments));
        all.addAll(java.util.List.of("--url", server.server.api()));
        return TestServer.run(all.toArray(String[]::new));
    }

    @Test
    void anAppliedChangeHoldsForTheNextRecordAndLeadsBack() throws Exception {
        server.server.start().send(0, 2);
        JsonNode applied = apply(PIPELINE, CHANGED);
        assertThat(applied.get("applied").asBoolean()).isTrue();
        assertThat(applied.at("/edit/number").asLong()).isEqualTo(1);
        server.server.send(2, 2);
        var undone = run("pipeline", "undo", "1", "--reason", "it was a trial");
        assertThat(undone.exitCode()).as(undone.err()).isZero();
        assertThat(undone.out()).contains("Change 1 is undone, by change 2 of pipelines/p.yaml");
        server.server.send(4, 2);
        assertThat(onDisk()).isEqualTo(PIPELINE);
        assertThat(Files.readAllLines(server.server.data().resolve("out.ndjson")))
                .filteredOn(line -> line.contains("\"name\":\"call-"))
                .extracting(line -> line.replaceAll(".*\"version\":\"(\\w+)\".*", "$1"))
                .containsExactly("one", "one", "two", "two", "one", "one");
    }

    @Test
    void theHistorySaysWhoWhyAndWhat() throws Exception {
        server.server.start();
        apply(PIPELINE, CHANGED);
        var history = run("pipeline", "history", "p");
        assertThat(history.exitCode()).isZero();
        assertThat(history.out()).contains("1 ", "pipelines/p.yaml  +1 -1  admin: because", "in force");
        assertThat(run("pipeline", "history", "q").out()).contains("nothing yet");
        var diff = run("pipeline", "diff", "1");
        assertThat(diff.out()).contains("--- pipelines/p.yaml", "-  - {name: v, type: eval", "[version: \"'two'\"]");
        assertThat(run("pipeline", "diff", "7").err()).contains("there is no change 7");
        var json = JSON.readTree(run("pipeline", "history", "--output", "json").out());
        assertThat(json.at("/edits/0/reason").asText()).isEqualTo("because");
        assertThat(json.at("/edits/0/undoable").asBoolean()).isTrue();
    }

    @Test
    void theEventIsFoundAndHoldsNoText() throws Exception {
        server.server.start();
        apply(PIPELINE, PIPELINE.replace("'one'", "'planted-secret'"));
        server.server.running().awaitDelivered();
        var body = JSON.createObjectNode().put("query", "index=genops_audit | table genops.change.* _raw");
        String found =
                server.post("/api/search", body.toString(), server.adminToken()).body();
        assertThat(found).contains("because", "pipelines/p.yaml", "genops.change.sha256_after", "pipeline p");
        assertThat(found).doesNotContain("planted-secret");
    }

    @Test
    void allThatWouldBeWrongIsToldAndNothingIsWritten() throws Exception {
        server.server.start();
        JsonNode answer =
                apply(PIPELINE, PIPELINE.replace("eval", "evul").replace("destination: out", "destination: ot"));
        assertThat(answer.get("applied").asBoolean()).isFalse();
        assertThat(answer.get("problems").findValuesAsText("text"))
                .anyMatch(text -> text.contains("`evul`"))
                .anyMatch(text -> text.contains("`ot`"));
        assertThat(onDisk()).isEqualTo(PIPELINE);
    }

    @Test
    void aChangeOfAFileThatMovedIsRefusedWithWhatIsThere() throws Exception {
        server.server.start();
        server.server.file(FILE, PIPELINE + "# by hand\n");
        JsonNode answer = apply(PIPELINE, CHANGED);
        assertThat(answer.get("applied").asBoolean()).isFalse();
        assertThat(answer.at("/conflict/diff").asText()).contains("+# by hand");
        assertThat(onDisk()).endsWith("# by hand\n");
        apply(PIPELINE + "# by hand\n", CHANGED);
        server.server.file(FILE, PIPELINE);
        var undo = run("pipeline", "undo", "1", "--reason", "back");
        assertThat(undo.exitCode()).isEqualTo(1);
        assertThat(undo.out()).contains("has changed since change 1", "Nothing was changed");
    }

    @Test
    void aNewAlertIsWrittenOnceAndOnlyIfItIsGood() throws Exception {
        server.server.start();
        var body = JSON.createObjectNode().put("alert", "many").put("reason", "to be told");
        String good =
                "id: many\nsearch: |\n  index=genops_ai name=call\nearliest: -5m\ncron: '*/5 * * * *'\nwhen: rows > 0\n";
        var wrong =
                server.post("/api/edits", body.put("text", good + "wen: 1\n").toString(), server.adminToken());
        assertThat(SearchableServer.json(wrong).at("/problems/0/file").asText()).isEqualTo("alerts/many.yaml");
        var written = server.post("/api/edits", body.put("text", good).toString(), server.adminToken());
        assertThat(SearchableServer.json(written).get("applied").asBoolean())
                .as(written.body())
                .isTrue();
        assertThat(server.get("/api/alerts", server.adminToken()).body()).contains("\"many\"");
        var twice =
                server.post("/api/edits", body.put("text", good + "# more\n").toString(), server.adminToken());
        assertThat(SearchableServer.json(twice).has("conflict"))
                .as(twice.body())
                .isTrue();
        var outside = server.post("/api/edits", body.put("alert", "../x").toString(), server.adminToken());
        assertThat(outside.statusCode()).isEqualTo(400);
        assertThat(run("pipeline", "undo", "1", "--reason", "enough").exitCode())
                .isZero();
        assertThat(server.server.config().resolve("alerts/many.yaml")).doesNotExist();
    }

    private JsonNode make(String kind, String id, String text) throws Exception {
        var body = JSON.createObjectNode().put(kind, id).put("reason", "to have it");
        return SearchableServer.json(
                server.post("/api/edits", body.put("text", text).toString(), server.adminToken()));
    }

    @Test
    void aNewReportIsFoundByWhoeverSearches() throws Exception {
        server.server.start().send(0, 3);
        String report = """
                [Calls of mine]
                search = index=genops_ai name=call-* \\
                | stats count
                dispatch.earliest_time = 0
                """;
        assertThat(make("report", "calls", report.replace("stats", "statz"))
                        .at("/problems/0/file")
                        .asText())
                .isEqualTo("searches/calls/savedsearches.conf");
        assertThat(server.server.config().resolve("searches")).doesNotExist();
        assertThat(make("report", "calls", report).get("applied").asBoolean()).isTrue();
        JsonNode saved = SearchableServer.json(server.get("/api/commands", server.adminToken()))
                .at("/saved_searches/0");
        assertThat(saved.get("name").asText()).isEqualTo("Calls of mine");
        assertThat(saved.get("query").asText()).isEqualTo("index=genops_ai name=call-* \n| stats count");
        assertThat(saved.get("earliest").asText()).isEqualTo("0");
        var body = JSON.createObjectNode().put("query", "| savedsearch \"Calls of mine\"");
        assertThat(SearchableServer.json(server.post("/api/search", body.toString(), server.adminToken()))
                        .at("/rows/0/0")
                        .asInt())
                .isEqualTo(3);
        assertThat(make("report", "again", report).at("/problems/0/text").asText())
                .contains("the saved search `Calls of mine` is defined at");
        assertThat(run("pipeline", "undo", "1", "--reason", "enough").exitCode())
                .isZero();
        assertThat(server.get("/api/commands", server.adminToken()).body()).contains("\"saved_searches\":[]");
    }

    @Test
    void aNewDashboardIsWrittenIfItIsOneAndHidesNoOther() throws Exception {
        server.server.start();
        String dashboard = "<dashboard><label>Mine</label><row><panel><table><search>"
                + "<query>index=genops_ai</query></search></table></panel></row></dashboard>";
        assertThat(make("dashboard", "mine", "<dashboard>")
                        .at("/problems/0/file")
                        .asText())
                .isEqualTo("dashboards/mine.xml");
        assertThat(make("dashboard", "cost", dashboard).at("/problems/0/text").asText())
                .contains("the dashboard `cost` is shipped");
        assertThat(make("dashboard", "mine", dashboard).get("applied").asBoolean())
                .isTrue();
        assertThat(server.get("/api/dashboards/mine", server.adminToken()).body())
                .contains("\"title\":\"Mine\"");
        assertThat(make("dashboard", "mine", dashboard + " ").has("conflict")).isTrue();
    }

    @Test
    void itTakesAReason() throws Exception {
        server.server.start();
        assertThat(post(PIPELINE, CHANGED, " ", server.adminToken()).statusCode())
                .isEqualTo(400);
        assertThat(post(PIPELINE, CHANGED, "x".repeat(501), server.adminToken()).body())
                .contains("is 501 long");
        assertThat(onDisk()).isEqualTo(PIPELINE);
    }

    @Test
    void withUsersSomebodyHasToAllowIt() throws Exception {
        server.withAccess().start();
        HttpResponse<String> refused = post(PIPELINE, CHANGED, "because", server.adminToken());
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("screen: {apply: true}");
        assertThat(server.get("/api/edits", server.adminToken()).body()).contains("screen: {apply: true}");
        assertThat(run("pipeline", "undo", "1", "--reason", "x").exitCode()).isEqualTo(2);
        assertThat(onDisk()).isEqualTo(PIPELINE);
    }

    @Test
    void allowedOrNotItTakesAnAdministrator() throws Exception {
        server.withAccess();
        String yaml = Files.readString(server.server.config().resolve("server.yaml"));
        server.server.file("server.yaml", yaml + "screen: {apply: true}\n");
        server.start();
        assertThat(post(PIPELINE, CHANGED, "because", server.token("rita", "reviewer"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.get("/api/edits", server.token("ron", "reviewer")).statusCode())
                .isEqualTo(403);
        assertThat(apply(PIPELINE, CHANGED).get("applied").asBoolean()).isTrue();
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() throws Exception {
        server.server.start();
        var foreign = server.request("/api/edits")
                .header("Content-Type", "application/json")
                .header("Origin", "http://evil.example")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{}"));
        assertThat(SearchableServer.send(foreign).statusCode()).isEqualTo(403);
    }
}
