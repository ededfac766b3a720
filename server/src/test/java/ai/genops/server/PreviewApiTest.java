package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What a change of a pipeline would do to the last events of the log.
@Timeout(60)
class PreviewApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String FILE = "pipelines/spend.yaml";
    private static final String SPEND = """
            id: spend
            filters:
              - {name: support_only, expression: "attributes['team'] == 'support'"}
            processors:
              - name: number
                type: eval
                expressions:
                  - number: "attributes['n'] * 1"
              - name: large_ones
                type: filter
                condition: number >= 0
            routes:
              - {name: to_vendor, destination: vendor}
            """;

    @TempDir
    static Path folder;

    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).withAccess();
        server.server.file(FILE, SPEND);
        server.server.file("pipelines/tests/spend.yaml", """
                pipeline: spend
                tests:
                  - name: the number is kept
                    given: [{name: call, attributes: {team: support, n: 7}}]
                    expect: {vendor: [{number: 7}]}
                """);
        server.server.file(
                "destinations/vendor.yaml",
                "{id: vendor, type: webhook, url: \"${VENDOR_URL}\", price_per_event: 0.01}");
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static JsonNode preview(String text, int events) throws Exception {
        HttpResponse<String> answer = ask(text, events, server.adminToken());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SearchableServer.json(answer);
    }

    private static HttpResponse<String> ask(String text, int events, String token) throws Exception {
        var body = JSON.createObjectNode().put("pipeline", "spend").put("text", text);
        return server.post("/api/preview", body.put("events", events).toString(), token);
    }

    @Test
    void theTextOfAPipelinesFileIsGiven() throws Exception {
        JsonNode source = SearchableServer.json(server.get("/api/preview?pipeline=spend", server.adminToken()));
        assertThat(source.get("file").asText()).isEqualTo(FILE);
        assertThat(source.get("text").asText()).isEqualTo(SPEND);
        HttpResponse<String> none = server.get("/api/preview?pipeline=spent", server.adminToken());
        assertThat(none.statusCode()).isEqualTo(400);
        assertThat(none.body()).contains("`spent`", "Did you mean `spend`?");
    }

    @Test
    void whatIsUnchangedDiffersNowhere() throws Exception {
        JsonNode preview = preview(SPEND, 300);
        assertThat(preview.get("problems")).isEmpty();
        assertThat(preview.at("/events/read").asInt()).isEqualTo(300);
        assertThat(preview.at("/events/let_in").asInt()).isEqualTo(200);
        assertThat(preview.at("/events/let_in_now").asInt()).isEqualTo(200);
        assertThat(preview.at("/events/differ").asInt()).isZero();
        assertThat(preview.at("/destinations/0/now")).isEqualTo(preview.at("/destinations/0/then"));
        assertThat(preview.at("/tests/0/passed").asBoolean()).isTrue();
        assertThat(preview.get("shown")).hasSize(100);
        assertThat(preview.at("/shown/0/processors/0/added/number").asInt()).isEqualTo(1199);
    }

    @Test
    void aChangeShowsWhatIsDroppedAndWhatThatSaves() throws Exception {
        JsonNode preview = preview(SPEND.replace("number >= 0", "number >= 1100"), 300);
        JsonNode vendor = preview.at("/destinations/0");
        assertThat(vendor.get("id").asText()).isEqualTo("vendor");
        assertThat(vendor.at("/now/events").asInt()).isEqualTo(200);
        assertThat(vendor.at("/now/dollars").decimalValue()).isEqualByComparingTo("2");
        int kept = (int) java.util.stream.IntStream.range(1100, SearchableServer.EVENTS)
                .filter(i -> i % 3 != 0)
                .count();
        assertThat(vendor.at("/then/events").asInt()).isEqualTo(kept);
        assertThat(vendor.at("/then/bytes").asLong())
                .isPositive()
                .isLessThan(vendor.at("/now/bytes").asLong());
        assertThat(preview.at("/events/differ").asInt()).isEqualTo(200 - kept);
        JsonNode oldest = preview.get("shown").get(99);
        assertThat(oldest.at("/processors/1/dropped").asBoolean()).isTrue();
        assertThat(oldest.get("differs").asBoolean()).isTrue();
        assertThat(oldest.at("/now/routes/0/outcome").asText()).isEqualTo("sent");
        assertThat(preview.at("/tests/0/passed").asBoolean()).isFalse();
        assertThat(preview.at("/tests/0/differences/0/expected").asText()).isEqualTo("1 event");
    }

    @Test
    void whoIsNotLetInIsToldWithTheValuesThatDecided() throws Exception {
        JsonNode preview = preview(SPEND.replace("== 'support'", "== 'search'"), 3);
        JsonNode refused = preview.get("shown").get(0);
        assertThat(refused.get("let_in").asBoolean()).isFalse();
        assertThat(refused.at("/filter/name").asText()).isEqualTo("support_only");
        assertThat(refused.at("/filter/reads").toString()).contains("support");
        assertThat(refused.at("/now/let_in").asBoolean()).isTrue();
    }

    @Test
    void everyProblemIsToldWithItsPlaceAndNothingIsRun() throws Exception {
        JsonNode preview = preview(SPEND.replace("type: eval", "type: evul").replace("vendor}", "vendr}"), 10);
        assertThat(preview.has("events")).isFalse();
        assertThat(preview.get("problems").findValuesAsText("text"))
                .anyMatch(text -> text.contains("`evul`"))
                .anyMatch(text -> text.contains("`vendr`"));
        JsonNode first = preview.at("/problems/0");
        assertThat(first.get("file").asText()).isEqualTo(FILE);
        assertThat(first.get("line").asInt()).isEqualTo(6);
        assertThat(first.get("column").asInt()).isEqualTo(11);
        assertThat(preview("id: other\n", 10).at("/problems/0/text").asText()).contains("no enabled pipeline `spend`");
        assertThat(preview("id: [", 10).get("problems")).isNotEmpty();
    }

    @Test
    void nothingOfItIsWrittenOrCounted() throws Exception {
        JsonNode before = JSON.readTree(
                        server.get("/api/status", server.adminToken()).body())
                .get("pipelines");
        preview(SPEND.replace("attributes['n'] * 1", "attributes['n'].nothing.here"), 200);
        JsonNode after = JSON.readTree(
                        server.get("/api/status", server.adminToken()).body())
                .get("pipelines");
        assertThat(after.findValuesAsText("received")).isEqualTo(before.findValuesAsText("received"));
        assertThat(after.findValues("failing_expressions")).isEqualTo(before.findValues("failing_expressions"));
        assertThat(Files.readString(server.server.config().resolve(FILE))).isEqualTo(SPEND);
    }

    @Test
    void anExpressionThatFailsIsToldWithItsEvent() throws Exception {
        JsonNode preview = preview(SPEND.replace("attributes['n'] * 1", "attributes['nothing'].here.there"), 3);
        assertThat(preview.at("/events/failures").asInt()).isPositive();
        assertThat(preview.at("/shown/0/processors/0/errors/0/sets").asText()).isEqualTo("number");
    }

    @Test
    void theLastHourIsEstimatedWithItsProgress() throws Exception {
        var body = JSON.createObjectNode().put("pipeline", "spend");
        String draft = SPEND.replace("number >= 0", "number >= 600");
        HttpResponse<String> answer =
                server.post("/api/preview/hour", body.put("text", draft).toString(), server.adminToken());
        assertThat(answer.statusCode()).isEqualTo(200);
        var lines = answer.body().lines().toList();
        assertThat(lines.getFirst()).startsWith("{\"progress\":");
        JsonNode last = JSON.readTree(lines.getLast());
        assertThat(last.get("share").asDouble()).as("one record, so all").isEqualTo(1);
        assertThat(last.get("sampled_events").asInt()).isEqualTo(SearchableServer.EVENTS);
        JsonNode vendor = last.at("/destinations/0");
        assertThat(vendor.at("/now/events").asDouble()).isEqualTo(800);
        assertThat(vendor.at("/then/events").asDouble()).isEqualTo(400);
        assertThat(vendor.at("/change/events").asDouble()).isEqualTo(-400);
        assertThat(vendor.at("/change/events_margin").asDouble()).isZero();
        assertThat(vendor.at("/now/dollars").asDouble()).isCloseTo(8, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(vendor.at("/then/bytes").asDouble())
                .isBetween(1.0, vendor.at("/now/bytes").asDouble() - 1);
    }

    @Test
    void anHourOfADraftWithErrorsIsNotEstimated() throws Exception {
        var body = JSON.createObjectNode().put("pipeline", "spend").put("text", SPEND.replace("eval", "evul"));
        String answer = server.post("/api/preview/hour", body.toString(), server.adminToken())
                .body();
        assertThat(JSON.readTree(answer).at("/problems/0/text").asText()).contains("evul");
        assertThat(server.post("/api/preview/hour", body.toString(), server.token("al", "analyst"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void itTakesAnAdministratorAndAWholeRequest() throws Exception {
        String ada = server.token("ada", "analyst");
        assertThat(ask(SPEND, 10, ada).statusCode()).isEqualTo(403);
        assertThat(server.get("/api/preview?pipeline=spend", ada).statusCode()).isEqualTo(403);
        for (int events : new int[] {0, 1001}) {
            HttpResponse<String> refused = ask(SPEND, events, server.adminToken());
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("`events` must be a number from 1 to 1000, is `" + events + "`");
        }
        assertThat(server.post("/api/preview", "{\"pipeline\":\"spend\",\"apply\":\"yes\"}", server.adminToken())
                        .body())
                .contains("`apply` is not known");
    }
}
