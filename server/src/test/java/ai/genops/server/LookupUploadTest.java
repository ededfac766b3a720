package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A running server is given a lookup's table.
@Timeout(60)
class LookupUploadTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEAMS = "team,lead\nnlp,ada\n";

    @TempDir
    Path folder;

    private SearchableServer server;

    @BeforeEach
    void configure() {
        server = new SearchableServer(folder);
        server.server.file("lookups/teams.csv", TEAMS);
        server.server.file("destinations/out.yaml", "{id: out, type: file, path: out.ndjson, flush_interval: 50ms}\n");
        server.server.file("pipelines/p.yaml", """
                id: p
                processors:
                  - {name: l, type: lookup, lookup_table: teams, match_field: name, add_fields: [lead]}
                routes:
                  - {name: to_out, destination: out}
                """);
        server.server.file(
                "routes/audit.yaml",
                "{id: audit, destination: lake, dataset: genops_audit, filter: \"__inputId == 'genops_changes'\"}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static ObjectNode table(String id, String text) {
        return JSON.createObjectNode().put("lookup", id).put("text", text).put("reason", "new teams");
    }

    private HttpResponse<String> send(ObjectNode body) throws Exception {
        return server.post("/api/edits", body.toString(), server.adminToken());
    }

    private JsonNode upload(ObjectNode body) throws Exception {
        HttpResponse<String> answer = send(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SearchableServer.json(answer);
    }

    private String refused(ObjectNode body) throws Exception {
        HttpResponse<String> answer = send(body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return SearchableServer.json(answer).get("error").asText();
    }

    private JsonNode rows(String query) throws Exception {
        var body = JSON.createObjectNode().put("query", query);
        return SearchableServer.json(server.post("/api/search", body.toString(), server.adminToken()))
                .get("rows");
    }

    private String onDisk(String name) throws Exception {
        return Files.readString(server.server.config().resolve("lookups").resolve(name));
    }

    private Outcome run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", server.server.api()));
        return TestServer.run(all.toArray(String[]::new));
    }

    @Test
    void aNewTableIsALookupAtOnceAndIsInTheTrail() throws Exception {
        server.server.start();
        JsonNode done = upload(table("places", "place,zone\nb,berlin\n"));
        assertThat(done.at("/edit/file").asText()).isEqualTo("lookups/places.csv");
        assertThat(rows("| inputlookup places").toString()).isEqualTo("[[\"b\",\"berlin\"]]");
        assertThat(server.get("/api/status", server.adminToken()).body()).contains("\"places\"");
        server.server.running().awaitDelivered();
        assertThat(rows("index=genops_audit | table genops.change.subject genops.change.action genops.change.reason")
                        .toString())
                .isEqualTo("[[\"lookup places\",\"created\",\"new teams\"]]");
        assertThat(run("pipeline", "undo", "1", "--reason", "enough").exitCode())
                .isZero();
        assertThat(server.server.config().resolve("lookups/places.csv")).doesNotExist();
    }

    @Test
    void whatIsThereIsReplacedOnlyWhenThatIsSaidAndHoldsForTheNextEvent() throws Exception {
        server.server.start();
        String next = "team,lead\ncall-0,grace\n";
        assertThat(refused(table("teams", next)))
                .isEqualTo(
                        "the lookup `teams` (lookups/teams.csv) is there already; say that it is to be replaced (`replace`), or"
                                + " choose another name");
        assertThat(onDisk("teams.csv")).isEqualTo(TEAMS);
        assertThat(upload(table("teams", next).put("replace", "true"))
                        .get("applied")
                        .asBoolean())
                .isTrue();
        server.server.send(0, 1);
        assertThat(Files.readString(server.server.data().resolve("out.ndjson"))).contains("\"lead\":\"grace\"");
        assertThat(run("pipeline", "undo", "1", "--reason", "back").exitCode()).isZero();
        assertThat(onDisk("teams.csv")).isEqualTo(TEAMS);
    }

    @Test
    void whatIsWrongIsToldWithItsPlaceAndNothingIsWritten() throws Exception {
        server.server.start();
        JsonNode broken = upload(table("places", "place,zone\n\"b,berlin\n"));
        assertThat(broken.get("applied").asBoolean()).isFalse();
        assertThat(broken.at("/problems/0/file").asText()).isEqualTo("lookups/places.csv");
        assertThat(broken.at("/problems/0/text").asText())
                .contains("places.csv cannot be used")
                .containsPattern("line [23]");
        assertThat(broken.at("/problems/0/hint").asText()).contains("RFC 4180");
        JsonNode lacking = upload(table("teams", "team,boss\nnlp,ada\n").put("replace", "true"));
        assertThat(lacking.at("/problems/0/text").asText()).contains("`lead`");
        assertThat(lacking.at("/problems/0/file").asText()).isEqualTo("pipelines/p.yaml");
        assertThat(server.server.config().resolve("lookups/places.csv")).doesNotExist();
        assertThat(onDisk("teams.csv")).isEqualTo(TEAMS);
        assertThat(Files.exists(server.server.data().resolve("edits"))).isFalse();
    }

    @Test
    void namesFormatsAndSizesHaveBounds() throws Exception {
        server.server.start();
        for (String id : List.of("../x", "a/b", ".hidden", "x".repeat(65), "a b")) {
            assertThat(refused(table(id, TEAMS))).contains("`lookup` must be up to 64 of");
        }
        assertThat(refused(table("x", " \n"))).contains("`text` is empty");
        assertThat(refused(table("x", TEAMS).put("format", "xlsx"))).contains("must be csv, json or ndjson, is `xlsx`");
        String text = "a,b\n" + "1,2\n".repeat(500_000);
        assertThat(refused(table("x", text))).contains("2,000,004 characters, at most 2,000,000");
        assertThat(upload(table("x", text.substring(0, 1_999_996)))
                        .get("applied")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void whatIsNoTextOrOfAnotherFormatIsNotReplaced() throws Exception {
        Files.write(server.server.config().resolve("lookups/packed.csv.gz"), gzip(TEAMS));
        server.server.file("lookups/latin.csv", "a,b\n");
        server.server.file("lookups/latin.yaml", "{id: latin, file: latin.csv, encoding: iso-8859-1}");
        server.server.start();
        assertThat(refused(table("packed", TEAMS).put("replace", "true")))
                .contains("`lookups/packed.csv.gz` is no text in UTF-8", "by hand");
        assertThat(refused(table("latin", TEAMS).put("replace", "true"))).contains("is read as ISO-8859-1");
        assertThat(refused(table("teams", "[]").put("format", "json").put("replace", "true")))
                .contains("holds CSV, and this is JSON");
    }

    @Test
    void theCommandLineDoesTheSame() throws Exception {
        server.server.start();
        Path file = folder.resolve("owners.ndjson.gz");
        Files.write(file, gzip("\uFEFF{\"owner\":\"ada\"}\n{\"owner\":\"grace\"}\n"));
        var done = run("lookup", "upload", file.toString(), "--reason", "who owns what");
        assertThat(done.exitCode()).as(done.err()).isZero();
        assertThat(done.out()).contains("Written to lookups/owners.ndjson, as change 1");
        assertThat(rows("| inputlookup owners").size()).isEqualTo(2);
        assertThat(run("lookup", "upload", file.toString(), "--reason", "again").err())
                .contains("is there already");
        var same = run("lookup", "upload", file.toString(), "--reason", "again", "--replace");
        assertThat(same.err()).contains("nothing would change");
        Path bad = folder.resolve("bad.csv");
        Files.writeString(bad, "a,b\n1,2,3\n");
        var wrong = run("lookup", "upload", bad.toString(), "--name", "other", "--reason", "x");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out())
                .contains("lookups/other.csv", "line 2 has 3 values for 2 columns", "Nothing was changed");
        Files.write(bad, new byte[] {'a', (byte) 0xE4, '\n'});
        assertThat(run("lookup", "upload", bad.toString(), "--reason", "x").err())
                .contains("is not UTF-8");
        assertThat(run("lookup", "upload", folder.resolve("none.csv").toString(), "--reason", "x")
                        .err())
                .contains("is no file that can be read");
        assertThat(run("lookup", "upload", folder.resolve("x.xlsx").toString(), "--reason", "x")
                        .err())
                .contains("must end in .csv");
    }

    @Test
    void withUsersItTakesAnAdministratorAndPermission() throws Exception {
        server.withAccess().start();
        HttpResponse<String> refused = send(table("places", TEAMS));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("screen: {apply: true}");
        String body = table("places", TEAMS).toString();
        assertThat(server.post("/api/edits", body, server.token("rita", "reviewer"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.server.config().resolve("lookups/places.csv")).doesNotExist();
    }

    private static byte[] gzip(String text) throws Exception {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }
}
