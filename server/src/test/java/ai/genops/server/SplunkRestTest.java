package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Splunk's routes as they go over the wire.
@Timeout(60)
class SplunkRestTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TABLE = "search=" + encoded("search index=genops_ai n<3 | sort 0 n | table n team");

    @TempDir
    static Path folder;

    private static SearchableServer server;
    private static String token;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).withAccess().start();
        token = server.token("ada", "analyst");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.splunkPort() + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return SearchableServer.send(request(path));
    }

    private static HttpResponse<String> post(String path, String form) throws IOException, InterruptedException {
        return SearchableServer.send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    private static String oneshot(String mode) throws IOException, InterruptedException {
        return post("/services/search/jobs", TABLE + "&exec_mode=oneshot&output_mode=" + mode)
                .body();
    }

    @Test
    void aSearchIsReadStrictlyIfAsked() throws Exception {
        String form = "exec_mode=oneshot&search=" + encoded("| makeresults | eval x=(1=1)");
        assertThat(post("/services/search/jobs", form).statusCode()).isEqualTo(200);
        HttpResponse<String> strict = post("/services/search/jobs", form + "&strict=1");
        assertThat(strict.statusCode()).isEqualTo(400);
        assertThat(strict.body()).contains("Splunk does not");
    }

    @Test
    void savedSearchesAreNotChangedHere() throws Exception {
        assertThat(post("/services/saved/searches", "name=x&search=y").statusCode())
                .isEqualTo(405);
        assertThat(get("/services/saved/searches/nobody").statusCode()).isEqualTo(404);
        assertThat(post("/services/saved/searches/nobody/dispatch", "").statusCode())
                .isEqualTo(404);
        assertThat(get("/services/saved/searches/nobody/dispatch").statusCode()).isEqualTo(405);
    }

    @Test
    void everyFormHasTheSameRows() throws Exception {
        assertThat(oneshot("json"))
                .contains("\"preview\":false", "\"init_offset\":0", "\"post_process_count\":3")
                .contains("\"fields\":[{\"name\":\"n\"},{\"name\":\"team\"}]")
                .contains("\"results\":[{\"n\":\"0\",\"team\":\"search\"},{\"n\":\"1\",\"team\":\"support\"},");
        assertThat(oneshot("json_rows"))
                .contains("\"fields\":[\"n\",\"team\"],\"rows\":[[\"0\",\"search\"],[\"1\",\"support\"],");
        assertThat(oneshot("json_cols"))
                .contains("\"columns\":[[\"0\",\"1\",\"2\"],[\"search\",\"support\",\"support\"]]");
        assertThat(oneshot("csv")).isEqualTo("n,team\n0,search\n1,support\n2,support\n");
        assertThat(oneshot("xml")).contains("<results preview='0'>", "<field k='team'><value><text>search</text>");
        assertThat(oneshot("atom")).contains("`output_mode` must be");
    }

    @Test
    void everyWayToARouteLeadsThere() throws Exception {
        for (String path : new String[] {
            "/services/search/jobs",
            "/services/search/jobs/",
            "/services/search/v2/jobs",
            "/servicesNS/admin/search/search/jobs",
            "/servicesNS/-/-/search/v2/jobs/"
        }) {
            HttpResponse<String> answer = post(path, TABLE + "&output_mode=json");
            assertThat(answer.statusCode()).as(path).isEqualTo(201);
            assertThat(answer.body()).matches("\\{\"sid\":\"[0-9.]+\"}");
        }
        assertThat(get("/services/deployment/server").statusCode()).isEqualTo(404);
        assertThat(get("/admin").statusCode()).isEqualTo(404);
    }

    /// A search of results, and some of their fields (Splunk, REST API Reference, `search/jobs/{sid}/results`).
    @Test
    void resultsAreSearchedOnceMoreAndNarrowed() throws Exception {
        String form = "exec_mode=blocking&output_mode=json&search="
                + encoded("search index=genops_ai | stats count max(n) as most by team");
        String job = "/services/search/jobs/"
                + JSON.readTree(post("/services/search/jobs", form).body())
                        .get("sid")
                        .asText();
        String results = job + "/results?output_mode=csv";
        assertThat(get(results + "&f=team&f=count").body()).isEqualTo("team,count\nsearch,400\nsupport,800\n");
        assertThat(get(results + "&search=" + encoded("| where count>400 | eval half=count/2 | table team half"))
                        .body())
                .isEqualTo("team,half\nsupport,400\n");
        assertThat(get(results + "&search=" + encoded("search team=search") + "&f=most")
                        .body())
                .isEqualTo("most\n1197\n");
        assertThat(get(results + "&count=1&offset=1&search=" + encoded("sort -team"))
                        .body())
                .isEqualTo("team,count,most\nsearch,400,1197\n");
        assertThat(post(job.replace("jobs", "v2/jobs") + "/results", "output_mode=csv&search=" + encoded("stats count"))
                        .body())
                .isEqualTo("count\n2\n");
        assertThat(get(results + "&search=" + encoded("| statz")).statusCode()).isEqualTo(400);
        assertThat(get(results + "&search=" + encoded("| statz")).body()).contains("Did you mean `stats`?");
    }

    /// As Grafana's plugin for Splunk does it: until a job is done, then until no row comes any more.
    @Test
    void pollingAsGrafanaDoesItEnds() throws Exception {
        String form = "search=" + encoded("search index=genops_ai | table n") + "&output_mode=json";
        String job = "/services/search/jobs/"
                + JSON.readTree(post("/services/search/jobs", form).body())
                        .get("sid")
                        .asText();
        JsonNode content;
        do {
            content = JSON.readTree(get(job + "?output_mode=json").body())
                    .get("entry")
                    .get(0)
                    .get("content");
        } while (!content.get("isDone").asBoolean());
        assertThat(content.get("dispatchState").asText()).isEqualTo("DONE");
        int offset = 0;
        int looks = 0;
        JsonNode part;
        do {
            part = JSON.readTree(get(job + "/results?output_mode=json&count=500&offset=" + offset)
                    .body());
            offset += part.get("post_process_count").asInt();
            looks++;
        } while (part.get("post_process_count").asInt() != 0
                || !part.get("results").isEmpty());
        assertThat(offset).isEqualTo(SearchableServer.EVENTS);
        assertThat(looks).isEqualTo(4);
    }

    @Test
    void anExportIsALinePerRow() throws Exception {
        String lines = post("/services/search/jobs/export", TABLE + "&output_mode=json")
                .body();
        assertThat(lines.lines()).hasSize(3);
        assertThat(lines.lines().toList().getFirst())
                .isEqualTo("{\"preview\":false,\"offset\":0,\"result\":{\"n\":\"0\",\"team\":\"search\"}}");
        assertThat(lines.lines().toList().getLast()).contains("\"lastrow\":true");
    }

    @Test
    void rolesHoldHereToo() throws Exception {
        String form = "exec_mode=oneshot&output_mode=json&search=";
        assertThat(post("/services/search/jobs", form + encoded("search index=* | stats count by index"))
                        .body())
                .contains("genops_ai")
                .doesNotContain("hush");
        assertThat(post("/services/search/jobs", form + encoded("search index=genops_ai n=1"))
                        .body())
                .contains("\"n\":\"1\"")
                .doesNotContain("tell");
        assertThat(get("/services/data/indexes").body()).contains("genops_ai").doesNotContain("hush");
        assertThat(get("/services/authentication/current-context?output_mode=json")
                        .body())
                .contains("\"username\":\"ada\"", "\"roles\":[\"analyst\"]");
    }

    @Test
    void somebodyElsesJobIsNotThere() throws Exception {
        String sid = server.ended("index=hush | stats count", server.adminToken())
                .get("sid")
                .asText();
        for (String part : new String[] {"", "/results", "/results_preview", "/events"}) {
            assertThat(get("/services/search/jobs/" + sid + part).statusCode()).isEqualTo(404);
        }
        assertThat(get("/services/search/jobs").body()).doesNotContain(sid);
    }

    @Test
    void basicAndSplunkAndCookieSayWhoOneIs() throws Exception {
        String pair = Base64.getEncoder().encodeToString(("ada:" + token).getBytes(StandardCharsets.UTF_8));
        String form = "username=ada&cookie=1&output_mode=json&password=" + encoded(token);
        HttpResponse<String> login = post("/services/auth/login/", form);
        String key = JSON.readTree(login.body()).get("sessionKey").asText();
        String cookie = login.headers().firstValue("set-cookie").orElseThrow();
        assertThat(cookie)
                .startsWith("splunkd_" + server.splunkPort() + "=")
                .containsIgnoringCase("; HttpOnly; SameSite=Strict");
        String[][] ways = {
            {"Authorization", "Basic " + pair},
            {"Authorization", "Splunk " + key},
            {"Authorization", "Bearer " + token},
            {"Cookie", cookie.split(";", -1)[0]}
        };
        for (String[] way : ways) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + server.splunkPort() + "/services/server/info"))
                    .header(way[0], way[1]);
            assertThat(SearchableServer.send(request).statusCode()).as(way[1]).isEqualTo(200);
            request.header("Sec-Fetch-Site", "cross-site");
            int fromAPage = SearchableServer.send(request).statusCode();
            assertThat(fromAPage).as(way[1]).isEqualTo(way[0].equals("Cookie") ? 401 : 200);
        }
    }

    @Test
    void whatWouldHaveNoEffectIsRefused() throws Exception {
        assertThat(post("/services/search/jobs", TABLE + "&id=mine").body()).contains("`id` cannot be chosen");
        assertThat(post("/services/search/jobs", TABLE + "&earliest_time=rt").body())
                .contains("search_mode=realtime");
        assertThat(post("/services/search/jobs", TABLE + "&exec_mode=later").statusCode())
                .isEqualTo(400);
        assertThat(post("/services/search/jobs", "output_mode=json").body())
                .isEqualTo("{\"messages\":[{\"type\":\"FATAL\",\"text\":\"`search` is missing or empty\"}]}");
    }
}
