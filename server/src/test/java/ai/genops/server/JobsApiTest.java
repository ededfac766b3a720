package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Jobs over our own API, as docs/api.md says.
@Timeout(60)
class JobsApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path DOCUMENT = Path.of("../docs/api.md");

    @TempDir
    static Path folder;

    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String job(String query) throws Exception {
        return "/api/jobs/" + server.ended(query, null).get("sid").asText();
    }

    private static String get(String path) throws Exception {
        return server.get(path, null).body();
    }

    @Test
    void aJobEndsWithItsRows() throws Exception {
        JsonNode job = server.ended("index=genops_ai | stats count by team", null);
        assertThat(job.get("state").asText()).isEqualTo("DONE");
        assertThat(job.get("progress").asInt()).isEqualTo(1);
        assertThat(job.get("rows").asInt()).isEqualTo(2);
        assertThat(job.get("owner").asText()).isEqualTo("local");
        String path = "/api/jobs/" + job.get("sid").asText();
        assertThat(get(path + "/results"))
                .isEqualTo("{\"fields\":[{\"name\":\"team\",\"time\":false},{\"name\":\"count\",\"time\":false}],"
                        + "\"rows\":[[\"search\",400],[\"support\",800]],\"offset\":0,\"total\":2,\"preview\":false,"
                        + "\"since\":null,\"truncated\":false,\"messages\":[]}");
        assertThat(get(path + "/results?format=ndjson")).isEqualTo("""
                {"team":"search","count":400}
                {"team":"support","count":800}
                """);
        assertThat(get(path + "/results?format=csv&offset=1")).isEqualTo("team,count\r\nsupport,800\r\n");
        assertThat(get(path + "/preview")).isEqualTo(get(path + "/results"));
    }

    @Test
    void manyRowsAreKeptInAFileUntilTheJobIsForgotten() throws Exception {
        String path = job("index=genops_ai | sort 0 n | table n gen_ai.prompt");
        JsonNode part = JSON.readTree(get(path + "/results?offset=700&count=2"));
        assertThat(part.get("total").asInt()).isEqualTo(SearchableServer.EVENTS);
        assertThat(part.get("rows").toString())
                .isEqualTo("[[700,\"tell <me> & 'more' \\\"now\\\"\"],[701,\"tell <me> & 'more' \\\"now\\\"\"]]");
        Path kept = server.server.data().resolve("jobs");
        assertThat(kept.toFile().list()).hasSize(1);
        assertThat(SearchableServer.send(server.request(path).DELETE()).statusCode())
                .isEqualTo(204);
        assertThat(kept.toFile().list()).isEmpty();
        assertThat(server.get(path, null).statusCode()).isEqualTo(404);
    }

    @Test
    void whatIsBeyondMaxRowsIsCutOffAndSaid() throws Exception {
        HttpResponse<String> answer = server.post("/api/jobs", "{\"query\":\"index=genops_ai\",\"max_rows\":10}", null);
        String path = "/api/jobs/" + SearchableServer.json(answer).get("sid").asText();
        JsonNode job = SearchableServer.json(answer);
        while (!job.get("done").asBoolean()) {
            job = JSON.readTree(get(path));
        }
        assertThat(job.get("truncated").asBoolean()).isTrue();
        assertThat(job.get("rows").asInt()).isEqualTo(10);
        assertThat(job.get("messages").toString()).contains("only the first 10 rows");
    }

    @Test
    void aWrongQueryFailsWithItsPlace() throws Exception {
        JsonNode job = server.ended("index=genops_ai | statz count", null);
        assertThat(job.get("state").asText()).isEqualTo("FAILED");
        assertThat(job.get("error").asText()).contains("there is no command `statz`", "^");
        assertThat(server.get("/api/jobs/" + job.get("sid").asText() + "/results", null)
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aRealTimeJobHasPreviewsUntilItIsEnded() throws Exception {
        String body = "{\"query\":\"index=genops_ai | stats count\",\"mode\":\"realtime\"}";
        String path = "/api/jobs/"
                + SearchableServer.json(server.post("/api/jobs", body, null))
                        .get("sid")
                        .asText();
        HttpResponse<String> preview = server.get(path + "/preview", null);
        while (preview.statusCode() == 204) {
            Thread.sleep(20);
            preview = server.get(path + "/preview", null);
        }
        assertThat(preview.body()).contains("\"preview\":true", "[[" + SearchableServer.EVENTS + "]]");
        assertThat(server.get(path + "/results", null).statusCode()).isEqualTo(409);
        JsonNode job = SearchableServer.json(server.post(path + "/finalize", "{}", null));
        assertThat(job.get("state").asText()).isEqualTo("DONE");
        assertThat(job.get("finalized").asBoolean()).isTrue();
        assertThat(job.get("messages").toString()).contains("ended early");
    }

    @Test
    void eventsTellOfEveryChangeAndEnd() throws Exception {
        String path = job("index=genops_ai | stats count");
        HttpResponse<String> events = server.get(path + "/events", null);
        assertThat(events.headers().firstValue("content-type")).hasValue("text/event-stream");
        assertThat(events.body()).startsWith("event: done\ndata: {\"sid\":").endsWith("}\n\n");
    }

    @Test
    void fieldsComeWithTheirCommonestValues() throws Exception {
        JsonNode fields = JSON.readTree(get("/api/fields?index=genops_ai"));
        assertThat(fields.get("events").asInt()).isEqualTo(1000);
        for (JsonNode field : fields.get("fields")) {
            if (field.get("name").asText().equals("team")) {
                assertThat(field.toString())
                        .isEqualTo(
                                "{\"name\":\"team\",\"count\":1000,\"values\":[{\"value\":\"support\",\"count\":667},"
                                        + "{\"value\":\"search\",\"count\":333}]}");
            }
        }
        assertThat(server.get("/api/fields?index=genops_a", null).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/fields?index=a%22%20%7C", null).statusCode())
                .isEqualTo(400);
        assertThat(get("/api/commands")).contains("{\"name\":\"timechart\",\"text\":\"aggregates per span of time");
    }

    @Test
    void aRequestThatIsWrongSaysWhat() throws Exception {
        assertThat(server.post("/api/jobs", "{\"query\":\" \"}", null).body()).contains("`query` is missing");
        assertThat(server.post("/api/jobs", "{\"qery\":\"x\"}", null).body()).contains("`qery` is not known");
        assertThat(server.post("/api/jobs", "{\"query\":\"x\",\"mode\":\"fast\"}", null)
                        .body())
                .contains("`mode` must be");
        assertThat(server.post("/api/jobs", "{\"query\":\"x\",\"max_rows\":600000}", null)
                        .body())
                .contains("at most 500,000 rows");
        assertThat(server.post("/api/jobs", "{\"query\":\"x\",\"ttl_s\":0}", null)
                        .statusCode())
                .isEqualTo(400);
        String path = job("| makeresults");
        assertThat(get(path + "/results?count=0")).contains("`count` must be a number from 1");
        assertThat(get(path + "/results?format=arrow")).contains("`format` must be");
    }

    /// The description for programs has the keys that there are, and the guide names them.
    @Test
    void theDescriptionForProgramsIsTrue() throws Exception {
        JsonNode openApi = JSON.readTree(get("/api/openapi.json"));
        JsonNode job = server.ended("| makeresults", null);
        assertThat(keys(job)).isEqualTo(keys(schema(openApi, "Job")));
        String path = "/api/jobs/" + job.get("sid").asText();
        assertThat(keys(JSON.readTree(get(path + "/results")))).isEqualTo(keys(schema(openApi, "Rows")));
        HttpResponse<String> found = server.post("/api/search", "{\"query\":\"| makeresults\"}", null);
        assertThat(keys(JSON.readTree(found.body()))).isEqualTo(keys(schema(openApi, "Result")));
        String guide = Files.readString(DOCUMENT);
        for (String key : keys(job)) {
            assertThat(guide).as("docs/api.md").contains("`" + key + "`");
        }
    }

    private static JsonNode schema(JsonNode openApi, String name) {
        return openApi.get("components").get("schemas").get(name).get("properties");
    }

    private static Set<String> keys(JsonNode object) {
        var names = new TreeSet<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void theRowsOfASearchAreCsvOrParquetIfAsked() throws Exception {
        String body = "{\"query\":\"| makeresults | eval x=1 | table x\"}";
        assertThat(server.post("/api/search?output=csv", body, null).body()).isEqualTo("x\r\n1\r\n");
        HttpResponse<String> parquet = server.post("/api/search?output=parquet", body, null);
        assertThat(parquet.headers().firstValue("content-type")).hasValue("application/vnd.apache.parquet");
        assertThat(parquet.body()).startsWith("PAR1").endsWith("PAR1");
        HttpResponse<String> unknown = server.post("/api/search?output=orc", body, null);
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("`output` must be json, csv, parquet or arrow, is `orc`");
    }

    @Test
    void theRowsOfASearchAreAStreamOfArrowIfAccepted() throws Exception {
        var request = server.request("/api/search")
                .header("Content-Type", "application/json")
                .header("Accept", "application/vnd.apache.arrow.stream")
                .POST(BodyPublishers.ofString("{\"query\":\"index=genops_ai | stats count by team\"}"));
        HttpResponse<byte[]> answer = Http.client().send(request.build(), BodyHandlers.ofByteArray());
        assertThat(answer.headers().firstValue("content-type")).hasValue("application/vnd.apache.arrow.stream");
        assertThat(answer.body()).startsWith(0xff, 0xff, 0xff, 0xff).endsWith(0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0);
        assertThat(new String(answer.body(), StandardCharsets.ISO_8859_1)).contains("team", "count", "searchsupport");
        String query = "index=genops_ai | stats count by team";
        assertThat(TestServer.run("search", "-o", "arrow", "--url", server.server.api(), query)
                        .out())
                .contains("searchsupport");
    }

    @Test
    void aSearchIsReadStrictlyIfAsked() throws Exception {
        String query = "\"query\":\"| makeresults | eval x=(1=1)\",\"strict\":";
        assertThat(server.post("/api/search", "{" + query + "true}", null).body())
                .contains("Splunk does not");
        assertThat(server.post("/api/search", "{" + query + "false}", null).statusCode())
                .isEqualTo(200);
        String path = "/api/jobs/"
                + JSON.readTree(server.post("/api/jobs", "{" + query + "true}", null)
                                .body())
                        .get("sid")
                        .asText();
        JsonNode job = JSON.readTree(get(path));
        while (!job.get("done").asBoolean()) {
            Thread.sleep(10);
            job = JSON.readTree(get(path));
        }
        assertThat(job.get("error").asText()).contains("Splunk does not");
    }

    @Test
    void aPageOfAnotherSiteCanDoNothing() throws Exception {
        for (List<String> header : List.of(
                List.of("Origin", "http://evil.example"),
                List.of("Sec-Fetch-Site", "cross-site"),
                List.of("Sec-Fetch-Site", "same-site"))) {
            var request = server.request("/api/jobs").header(header.getFirst(), header.getLast());
            assertThat(SearchableServer.send(request).statusCode())
                    .as(header.toString())
                    .isEqualTo(403);
        }
        var own = server.request("/api/jobs").header("Origin", server.server.api());
        assertThat(SearchableServer.send(own).statusCode()).isEqualTo(200);
    }
}
