package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.event.EventJson;
import ai.genops.event.JsonBuffer;
import ai.genops.log.LogInspector;
import ai.genops.search.knowledge.Macro;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.SearchException;
import ai.genops.server.tail.LiveFilter;
import ai.genops.server.tail.LiveRow;
import ai.genops.server.trial.LogTail;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A search's condition over what arrives.
@Timeout(60)
class LiveTailTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final String MACROS = """
            [of(1)]
            args = team
            definition = team="$team$" NOT `early`
            [early]
            definition = n<10
            [told]
            definition = gen_ai.prompt=*
            [hush]
            definition = index=hush OR index=genops_ai
            [counted]
            definition = team=* | stats count
            """;

    @TempDir
    static Path folder;

    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).withAccess();
        server.server.file("searches/macros.conf", MACROS);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Map<String, Macro> macros() {
        return server.server.plan().searches().macros();
    }

    private static int live(String condition, Rights rights) throws IOException {
        var filter = new LiveFilter(condition, macros(), rights);
        var found = new AtomicInteger();
        new LogTail(LogInspector.of(server.server.data().resolve("log"), null))
                .last(2 * SearchableServer.EVENTS, event -> found.addAndGet(filter.test(event) ? 1 : 0));
        return found.get();
    }

    /// The oracle: the same search in the lake.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "team=search",
                "team=SEARCH",
                "team=\"sup*\"",
                "team=*ear*",
                "team!=search",
                "NOT team=search",
                "missing=*",
                "missing!=x",
                "NOT missing=*",
                "n>=600",
                "n<10 OR n>1190",
                "n IN (1, 2, 3) team=*",
                "n=7.0",
                "n=1*",
                "n>abc",
                "team>sea team<seb",
                "duration_ms>=500",
                "duration_ms=500",
                "genops.operation.duration_ms>499",
                "kind=span name=call",
                "trace_id=0000000000000000000000000000000a",
                "span_id=*0a",
                "status=*",
                "host=*",
                "source=*",
                "sourcetype=genops:*",
                "tell",
                "tel",
                "\"more\"",
                "ORE",
                "call NOT support",
                "(team=search OR team=support) n<5",
                "_time<1773129610",
                "index=genops_ai",
                "index=gen* n<3",
                "search n=3",
                "*",
                "gen_ai.prompt=*now*",
                "`of(search)`",
                "`of(\"search\")` OR `early`",
                "NOT `told` n<600",
            })
    void meansTheSameAsInTheLake(String condition) throws Exception {
        String spl = "index=genops_ai " + condition.replaceFirst("^search ", "") + " | stats count";
        var body = JSON.createObjectNode().put("query", spl);
        JsonNode answer = SearchableServer.json(server.post("/api/search", body.toString(), server.adminToken()));
        assertThat(live(condition, Rights.ALL)).isEqualTo(answer.at("/rows/0/0").asInt());
    }

    @Test
    void whatOneMayNotSeeIsOnNoEvent() throws Exception {
        var few = new Rights("genops_ai"::equals, false);
        assertThat(live("gen_ai.prompt=*", few)).isZero();
        assertThat(live("tell", few)).isZero();
        assertThat(live("team=*", few)).isEqualTo(SearchableServer.EVENTS);
        assertThat(live("team=*", new Rights("hush"::equals, true))).isZero();
        assertThat(live("`told`", Rights.ALL)).isPositive();
        assertThat(live("`told`", few)).isZero();
        assertThat(live("`hush`", new Rights("hush"::equals, true))).isZero();
        assertThat(live("`hush` `early`", few)).isEqualTo(10);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        new LogTail(LogInspector.of(server.server.data().resolve("log"), null))
                .last(2 * SearchableServer.EVENTS, event -> {
                    var json = new JsonBuffer(100);
                    EventJson.write(event, json);
                    rows.add(LiveRow.of(json.toBytes(), few));
                });
        assertThat(rows.getFirst()).containsKeys("team", "name", "_time").doesNotContainKey("gen_ai.prompt");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "team=search | stats count",
                "team=",
                "earliest=-1h",
                "[search x]",
                "index=genops_cost",
                "(a",
                "`counted`",
                "`ealry`",
                "`of`"
            })
    void whatCannotBeLiveIsRefusedWithItsPlace(String condition) {
        assertThatThrownBy(() -> new LiveFilter(condition, macros(), Rights.ALL))
                .isInstanceOfSatisfying(
                        SearchException.class, e -> assertThat(e.report()).contains("line 1, column", "^"));
    }

    @Test
    void whatArrivesIsSentAndTheTapClosesWithTheViewer() throws Exception {
        String token = server.token("rita", "reviewer");
        HttpResponse<java.io.InputStream> answer = open("name=call-700*", token);
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var in = new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8))) {
            assertThat(next(in).get("seen").asInt()).isZero();
            server.server.send(7000, 12);
            List<String> names = new ArrayList<>();
            int seen = 0;
            while (seen < 10) {
                JsonNode message = next(in);
                seen += message.get("seen").asInt();
                message.get("events")
                        .forEach(event -> names.add(event.get("name").asText()));
            }
            assertThat(names).hasSize(10).allMatch(name -> name.matches("call-700\\d"));
        }
        for (int i = 0; i < 8; i++) { // as many as there may be: the one above is gone, or will be in a moment
            HttpResponse<java.io.InputStream> again = open("", token);
            while (again.statusCode() == 429) {
                Thread.sleep(50);
                again = open("", token);
            }
            again.body().close();
        }
    }

    @Test
    void wrongOnesAreAnsweredWithACaretAndWithoutATokenNobodyLooks() throws Exception {
        HttpResponse<String> wrong = server.get("/api/tail?q=" + encoded("team= "), server.adminToken());
        assertThat(wrong.statusCode()).isEqualTo(400);
        assertThat(SearchableServer.json(wrong).get("error").asText()).contains("line 1, column", "^");
        assertThat(server.get("/api/tail?q=", null).statusCode()).isEqualTo(401);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpResponse<java.io.InputStream> open(String condition, String token) throws Exception {
        var request = HttpRequest.newBuilder(URI.create(server.server.api() + "/api/tail?q=" + encoded(condition)))
                .header("Authorization", "Bearer " + token)
                .build();
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .build()
                .send(request, BodyHandlers.ofInputStream());
    }

    private static JsonNode next(BufferedReader in) throws IOException {
        String line = in.readLine();
        while (line.isEmpty()) {
            line = in.readLine();
        }
        return JSON.readTree(line.replaceFirst("^data: ", ""));
    }
}
