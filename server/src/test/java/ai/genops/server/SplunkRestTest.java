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
        assertThat(oneshot("atom"))
                .contains("<feed xmlns=", "<s:key name=\"n\">1</s:key><s:key name=\"team\">support</s:key>");
        assertThat(oneshot("raw"))
                .isEqualTo("n=\"0\" team=\"search\"\nn=\"1\" team=\"support\"\nn=\"2\" team=\"support\"\n");
        assertThat(oneshot("yaml")).contains("`output_mode` must be");
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

    /// Splunk, REST API Reference, "Search endpoint descriptions", `search/timeparser`.
    @Test
    void timesAreParsed() throws Exception {
        String path = "/services/search/timeparser?now=1773129600&time=-1h&time=%2B1d%40d";
        assertThat(get(path + "&output_mode=json&output_time_format=%25s").body())
                .isEqualTo("{\"-1h\":\"1773126000\",\"+1d@d\":\"1773187200\"}");
        assertThat(get(path).body())
                .contains("<key name=\"-1h\">2026-03-10T07:00:00.000+00:00</key>", "<key name=\"+1d@d\">2026-03-11T");
        assertThat(get("/services/search/timeparser?time=noon").statusCode()).isEqualTo(400);
    }

    /// The same page, `search/parser`.
    @Test
    void aQuerysCommandsAreTold() throws Exception {
        String path = "/services/search/parser?q=" + encoded("search index=genops_ai | stats count by team");
        assertThat(get(path + "&output_mode=json").body())
                .isEqualTo(
                        "{\"commands\":[{\"command\":\"search\",\"rawargs\":\"index=genops_ai\",\"isGenerating\":true},"
                                + "{\"command\":\"stats\",\"rawargs\":\"count by team\",\"isGenerating\":false}]}");
        assertThat(get(path).body()).contains("<key name=\"command\">stats</key>");
        assertThat(get("/services/search/v2/parser?q=" + encoded("| evla x=1")).statusCode())
                .isEqualTo(400);
    }

    /// The same page, `search/typeahead`.
    @Test
    void whatIsWrittenGoesOn() throws Exception {
        String path = "/services/search/typeahead?output_mode=csv&count=2&prefix=";
        assertThat(get(path + encoded("| timew")).body()).isEqualTo("content,count,operator\ntimewrap,0,true\n");
        assertThat(get(path + "index%3D").body()).startsWith("content,count,operator\n");
        assertThat(get(path + "index%3Dhu").body()).isEqualTo("content,count,operator\n");
    }

    /// Splunk, REST API Reference, "Access endpoint descriptions": others' accounts are not for everybody.
    @Test
    void usersAndRolesAreThoseOneMaySee() throws Exception {
        var users = JSON.readTree(
                get("/services/authentication/users?output_mode=json").body());
        assertThat(users.at("/entry/0/name").asText()).isEqualTo("ada");
        assertThat(users.at("/entry/0/content/roles/0").asText()).isEqualTo("analyst");
        assertThat(users.get("entry")).hasSize(1);
        var roles = JSON.readTree(
                get("/services/authorization/roles?output_mode=json").body());
        assertThat(roles.at("/entry/0/content/srchIndexesAllowed/0").asText()).isEqualTo("genops_ai");
        assertThat(roles.get("entry")).hasSize(1);
        assertThat(get("/services/authentication/users/admin").statusCode()).isEqualTo(404);
        assertThat(post("/services/authentication/users", "name=eve").statusCode())
                .isEqualTo(405);
    }

    /// What a client reads at a route a search reads there, too, and no more of it.
    @Test
    void searchesReadTheRoutes() throws Exception {
        String form = "exec_mode=oneshot&output_mode=csv&search=";
        for (String[] each : new String[][] {
            {"/services/data/indexes", "genops_ai"},
            {"/services/authentication/users", "ada"},
            {"/services/authentication/current-context", "context"},
            {"/services/server/info", "server-info"},
            {"/services/apps/local", "search"}
        }) {
            String spl = "| rest " + each[0] + " | table title";
            assertThat(post("/services/search/jobs", form + encoded(spl)).body())
                    .as(each[0])
                    .isEqualTo("title\n" + each[1] + "\n");
        }
        String spl =
                "| rest /services/search/jobs | search title=\"*rest /services/search*\" | stats count dc(sid) as n";
        assertThat(post("/services/search/jobs", form + encoded(spl)).body()).isEqualTo("count,n\n1,1\n");
        String refused = "| rest /services/licenser/pools";
        assertThat(post("/services/search/jobs", form + encoded(refused)).body())
                .contains("there is no route `/services/licenser/pools` here", "saved/searches");
    }

    /// Splunk, REST API User Manual, "Basic concepts": `count`, `offset`, `search`, `output_mode=csv`.
    @Test
    void listsAreNarrowedAndCut() throws Exception {
        String path = "/services/search/commands?output_mode=csv";
        assertThat(get(path + "&count=2&offset=1").body().lines()).hasSize(3);
        assertThat(get(path + "&search=name%3Dtimewrap").body().lines()).hasSize(2);
        assertThat(get(path + "&count=-1").body().lines()).hasSizeGreaterThan(80);
        assertThat(get("/services/search/commands/rex?output_mode=json").body()).contains("\"name\":\"rex\"");
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
