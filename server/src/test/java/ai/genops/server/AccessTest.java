package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Who may do what, with an access.yaml.
@Timeout(60)
class AccessTest {
    @TempDir
    Path folder;

    private SearchableServer server;

    @BeforeEach
    void start() throws Exception {
        server = new SearchableServer(folder).withAccess().start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private JsonNode rows(String query, String token) throws Exception {
        var job = server.ended(query, token);
        String path = "/api/jobs/" + job.get("sid").asText() + "/results?count=5000";
        return SearchableServer.json(server.get(path, token)).get("rows");
    }

    @Test
    void nobodyIsAnsweredWithoutAToken() throws Exception {
        for (String path : new String[] {"/api/status", "/metrics", "/api/jobs", "/api/session", "/api/tap"}) {
            assertThat(server.get(path, null).statusCode()).as(path).isEqualTo(401);
            assertThat(server.get(path, "gno_wrong").statusCode()).as(path).isEqualTo(401);
        }
        assertThat(server.get("/health", null).statusCode()).isEqualTo(200);
        assertThat(server.post("/api/search", "{\"query\":\"index=*\"}", null).statusCode())
                .isEqualTo(401);
    }

    /// Over HTTP/2 a stream that is reset while the client sends is an error there, and no answer.
    @Test
    void aRefusalIsSeenWhileMuchIsStillSent() throws Exception {
        String much = "x".repeat(900_000);
        for (int i = 0; i < 20; i++) {
            assertThat(sent(much, "/api/search", "gno_wrong").statusCode()).isEqualTo(401);
            HttpResponse<String> refused = sent(much, "/api/dashboards", server.adminToken());
            assertThat(refused.statusCode()).isEqualTo(405);
            assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
        }
    }

    private HttpResponse<String> sent(String body, String path, String token) throws Exception {
        return SearchableServer.send(server.request(path)
                .version(HttpClient.Version.HTTP_2)
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void aRoleSeesItsIndexesWithoutContent() throws Exception {
        String ada = server.token("ada", "analyst");
        assertThat(rows("index=* | stats count by index", ada).toString()).isEqualTo("[[\"genops_ai\",1200]]");
        assertThat(rows("index=hush", ada)).isEmpty();
        assertThat(rows("index=genops_ai n=1", ada).toString()).doesNotContain("tell");
        assertThat(server.post("/api/search", "{\"query\":\"index=hush | stats count\"}", ada)
                        .body())
                .contains("[[0]]", "there is no index `hush`");
        assertThat(server.get("/api/fields?index=hush", ada).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/fields", ada).body()).contains("\"team\"").doesNotContain("tell");
        String reviewer = server.token("rob", "reviewer");
        assertThat(rows("index=hush n=1", reviewer).toString()).contains("tell");
    }

    @Test
    void whatIsNotSearchingTakesAnAdministrator() throws Exception {
        String ada = server.token("ada", "analyst");
        for (String path :
                new String[] {"/api/tokens", "/api/replays", "/api/tap", "/api/destinations/lake/letters", "/api/x"}) {
            assertThat(server.get(path, ada).statusCode()).as(path).isIn(403, 404);
        }
        assertThat(server.get("/api/tokens", ada).statusCode()).isEqualTo(403);
        assertThat(server.post("/api/reload", "{}", ada).statusCode()).isEqualTo(403);
        assertThat(server.post("/api/reload", "{}", server.adminToken()).statusCode())
                .isEqualTo(200);
        assertThat(server.get("/api/status", ada).statusCode()).isEqualTo(200);
    }

    @Test
    void jobsAreOfThoseWhoStartedThem() throws Exception {
        String ada = server.token("ada", "analyst");
        String sid = server.ended("index=* | stats count", server.adminToken())
                .get("sid")
                .asText();
        assertThat(server.get("/api/jobs/" + sid, ada).statusCode()).isEqualTo(404);
        assertThat(server.get("/api/jobs", ada).body()).isEqualTo("{\"jobs\":[]}");
        String more = server.token("ada", "reviewer");
        String theirs = server.ended("index=hush n=1", more).get("sid").asText();
        assertThat(server.get("/api/jobs/" + theirs + "/results", ada).statusCode())
                .as("the same name with a lesser role")
                .isEqualTo(404);
        assertThat(server.get("/api/jobs/" + theirs, server.adminToken()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aTokenIsKeptAsItsHashAndEndsWhenItIsDisabled() throws Exception {
        JsonNode made = SearchableServer.json(
                server.post("/api/tokens", "{\"user\":\"ada\",\"roles\":\"analyst\"}", server.adminToken()));
        String token = made.get("token").asText();
        Path kept = server.server.data().resolve("access/tokens");
        assertThat(Files.readString(kept)).contains("\"ada\"").doesNotContain(token, server.adminToken());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(server.server.data().resolve("tokens/api.admin"))))
                .isEqualTo("rw-------");
        assertThat(server.get("/api/tokens", server.adminToken()).body())
                .contains("ada")
                .doesNotContain(token);
        assertThat(server.get("/api/session", token).body()).contains("\"user\":\"ada\"");
        server.post("/api/tokens/" + made.get("id").asText() + "/disable", "{}", server.adminToken());
        assertThat(server.get("/api/session", token).statusCode()).isEqualTo(401);
        server.server.close();
        server.server.start();
        assertThat(server.get("/api/session", token).statusCode()).isEqualTo(401);
        assertThat(server.get("/api/session", server.adminToken()).statusCode()).isEqualTo(200);
    }

    @Test
    void aLinkLogsInOnceAndChangesNeedTheSessionsWord() throws Exception {
        String path = SearchableServer.json(server.post("/api/session/link", "{}", server.adminToken()))
                .get("path")
                .asText();
        HttpResponse<String> login = server.get(path, null);
        String cookie = login.headers().firstValue("set-cookie").orElseThrow();
        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(cookie).containsIgnoringCase("; Path=/; HttpOnly; SameSite=Strict");
        assertThat(server.get(path, null).statusCode()).as("a second time").isEqualTo(403);
        String session = cookie.split(";", -1)[0];
        var who = SearchableServer.json(
                SearchableServer.send(server.request("/api/session").header("Cookie", session)));
        assertThat(who.get("admin").asBoolean()).isTrue();
        assertThat(change(session, null).statusCode()).isEqualTo(403);
        assertThat(change(session, "guess").statusCode()).isEqualTo(403);
        assertThat(change(session, who.get("csrf").asText()).statusCode()).isEqualTo(201);
    }

    @Test
    void aTokenLogsABrowserInAsWhoeverHasItAndTheSessionEndsWithIt() throws Exception {
        JsonNode made = SearchableServer.json(
                server.post("/api/tokens", "{\"user\":\"ada\",\"roles\":\"analyst\"}", server.adminToken()));
        String body = "{\"token\":\"" + made.get("token").asText() + "\"}";
        assertThat(server.post("/login", "{\"token\":\"gno_wrong\"}", null).statusCode())
                .isEqualTo(401);
        assertThat(login(body, "http://evil.example").statusCode()).isEqualTo(403);
        HttpResponse<String> login = server.post("/login", body, null);
        String cookie = login.headers().firstValue("set-cookie").orElseThrow();
        assertThat(login.body()).isEqualTo("{\"user\":\"ada\"}");
        assertThat(cookie).containsIgnoringCase("; Path=/; HttpOnly; SameSite=Strict");
        var session = server.request("/api/session").header("Cookie", cookie.split(";", -1)[0]);
        JsonNode who = SearchableServer.json(SearchableServer.send(session));
        assertThat(who.get("admin").asBoolean()).isFalse();
        assertThat(who.get("spend").asBoolean()).isFalse();
        server.post("/api/tokens/" + made.get("id").asText() + "/disable", "{}", server.adminToken());
        assertThat(SearchableServer.send(session).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> login(String body, String origin) throws Exception {
        return SearchableServer.send(server.request("/login")
                .header("Origin", origin)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body)));
    }

    @Test
    void whoChangedWhatIsWrittenDownWithoutSecretsAndForAdministrators() throws Exception {
        String ada = server.token("ada", "analyst");
        assertThat(server.get("/api/changes", ada).statusCode()).isEqualTo(403);
        assertThat(server.post("/api/reload", "{}", ada).statusCode()).isEqualTo(403);
        server.post("/api/tokens", "{\"user\":\"eve\",\"roles\":\"none\"}", server.adminToken());
        server.post("/api/search", "{\"query\":\"index=* | head 1\"}", server.adminToken());
        JsonNode changes = SearchableServer.json(server.get("/api/changes", server.adminToken()))
                .get("changes");
        assertThat(changes).hasSize(2);
        assertThat(changes.get(0).get("what").asText()).isEqualTo("POST tokens");
        assertThat(changes.get(0).get("status").asInt()).isEqualTo(400);
        assertThat(changes.get(1).get("user").asText()).isEqualTo("admin");
        assertThat(changes.get(1).get("detail").asText()).contains("ada");
        assertThat(changes.toString()).doesNotContain(ada);
    }

    private HttpResponse<String> change(String cookie, @org.jspecify.annotations.Nullable String csrf)
            throws Exception {
        var request = server.request("/api/jobs")
                .header("Cookie", cookie)
                .header("Content-Type", "application/json")
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString("{\"query\":\"| makeresults\"}"));
        return SearchableServer.send(csrf == null ? request : request.header("X-GenOps-CSRF", csrf));
    }

    @Test
    void aRoleThatIsNotThereCannotBeGivenAndOneThatHasGoneAllowsNothing() throws Exception {
        assertThat(server.post("/api/tokens", "{\"user\":\"ada\",\"roles\":\"analist\"}", server.adminToken())
                        .body())
                .contains("there is no role `analist`; there are admin, analyst, reviewer, user");
        String ada = server.token("ada", "analyst");
        server.server.file("access.yaml", "roles: []\n");
        server.post("/api/reload", "{}", server.adminToken());
        assertThat(rows("index=* | stats count", ada).toString()).isEqualTo("[[0]]");
    }

    @Test
    void aMistakeInTheRolesStopsAReload() throws Exception {
        server.server.file("access.yaml", "roles:\n  - {name: \"a b\", index: [x]}\n");
        assertThat(server.post("/api/reload", "{}", server.adminToken()).body())
                .contains("\"applied\":false")
                .contains("access.yaml");
    }

    @Test
    void beyondThisMachineItTakesAccessYaml() {
        var plain = new TestServer(folder.resolve("other"));
        plain.file("server.yaml", "host: 0.0.0.0\n");
        assertThat(plain.plan().errors().toString()).contains("asks for no token", "access.yaml");
        plain.file("access.yaml", "roles: []\n");
        assertThat(plain.plan().errors()).isEmpty();
        plain.file("server.yaml", "host: 0.0.0.0\nsplunk_api: {}\n");
        assertThat(plain.plan().errors().toString()).contains("without TLS");
    }

    @Test
    void theCommandLineNamesTokens() throws Exception {
        var refused = TestServer.run("token", "list", "--url", server.server.api());
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("a token is needed");
    }
}
