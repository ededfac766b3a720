package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// `genops validate` against our own sources and our own search.
@Timeout(120)
class ValidationTest {
    @TempDir
    static Path folder;

    private static TestServer server;
    private static String hec;

    @BeforeAll
    static void start() {
        server = new TestServer(folder);
        server.file("server.yaml", "api_port: " + server.port() + "\nlog: {max_size: 200 MB}\nsplunk_api: {port: 0}\n")
                .file("sources/otlp.yaml", "{id: otlp, type: otlp, http_port: 0, grpc_port: 0, token: otlp-secret-1}")
                .file("sources/hec.yaml", """
                        id: hec
                        type: splunk_hec
                        port: 0
                        tokens:
                          - {name: acked, token: acked-secret-1, use_ack: true, indexes: [genops_ai]}
                          - {name: off, token: disabled-secret-1, disabled: true}
                        """)
                .file("destinations/lake.yaml", "{id: lake, type: lake, flush_interval: 10ms}")
                .file("routes/all.yaml", "- {id: all, destination: lake, dataset: genops_ai}")
                .file("access.yaml", "roles:\n  - {name: analyst, indexes: [genops_ai]}\n")
                .start();
        hec = "http://127.0.0.1:"
                + server.running().runningCollectors().getFirst().server().activeLocalPort();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Outcome splunk(String token, String... more) {
        String[] all = new String[6 + more.length];
        System.arraycopy(new String[] {"validate", "splunk", "--endpoint", hec, "--token", token}, 0, all, 0, 6);
        System.arraycopy(more, 0, all, 6, more.length);
        return TestServer.run(all);
    }

    @Test
    void ourCollectorIsValidAndItsTestEventIsAcknowledgedAndFound() throws IOException {
        String key = Files.readString(server.data().resolve("tokens/api.admin")).strip();
        String search = java.util.Objects.requireNonNull(
                server.running().runningSplunk().url());
        Outcome outcome = splunk(
                "acked-secret-1",
                "--index",
                "genops_ai",
                "--search-endpoint",
                search,
                "--search-token",
                key,
                "--output",
                "json");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.err()).isZero();
        JsonNode json = new ObjectMapper().readTree(outcome.out());
        assertThat(json.get("valid").asBoolean()).isTrue();
        assertThat(json.get("index_accessible").asBoolean()).isTrue();
        assertThat(json.get("hec_version").asText()).isEqualTo("1.0");
        assertThat(status(json, "acknowledged")).isEqualTo("passed");
        assertThat(status(json, "found")).isEqualTo("passed");
        assertThat(outcome.out()).doesNotContain("acked-secret-1", key);
    }

    private static String status(JsonNode json, String id) {
        for (JsonNode check : json.get("checks")) {
            if (check.get("check").asText().equals(id)) {
                return check.get("status").asText();
            }
        }
        return "absent";
    }

    @Test
    void ourCollectorsRefusalsAreUnderstood() {
        assertThat(splunk("acked-secret-1", "--index", "security").out())
                .contains("HEC token may not write to `security`", "Allowed Indexes includes security");
        assertThat(splunk("disabled-secret-1").out()).contains("the token is known and disabled");
        Outcome unknown = splunk("unknown-secret-1");
        assertThat(unknown.exitCode()).isEqualTo(1);
        assertThat(unknown.out())
                .contains("HEC token forbidden (403 Forbidden, code 4", "does not know this token", "splunk: not valid")
                .doesNotContain("unknown-secret-1");
    }

    @Test
    void ourOtlpSourceIsValidWithItsTokenAlone() {
        String url = server.sourceUrl();
        Outcome right = TestServer.run("validate", "cribl", "--endpoint", url, "--token", "otlp-secret-1");
        assertThat(right.exitCode()).as(right.out()).isZero();
        assertThat(right.out()).contains("taken with the token, refused without", "cribl: valid");
        Outcome wrong = TestServer.run("validate", "otlp", "--endpoint", url, "--token", "other-secret-1");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.out()).contains("The token is not accepted").doesNotContain("other-secret-1");
        Outcome path = TestServer.run("validate", "otlp", "--endpoint", url + "/v2/spans", "--token", "otlp-secret-1");
        assertThat(path.out()).contains("Nothing takes traces at /v2/spans");
    }

    @Test
    void theCommandLineIsCheckedFirst() throws IOException {
        assertThat(splunk("t", "--no-ssl-verify", "--ca-bundle", "ca.pem").exitCode())
                .isEqualTo(2);
        assertThat(splunk("t", "--every", "soon").err()).contains("it is `soon`");
        assertThat(splunk("t", "--times", "2").exitCode()).isEqualTo(2);
        Outcome offline = splunk("t", "--no-connectivity");
        assertThat(offline.exitCode()).isZero();
        assertThat(offline.out()).contains("left out: no connection was wanted");
        assertThat(TestServer.run("validate", "splunk", "--endpoint", "splunk", "--token", "t")
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void whatIsRepeatedTellsOnlyChanges() {
        Outcome outcome = splunk("acked-secret-1", "--every", "1s", "--times", "2");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out().lines()).hasSize(1).first().asString().endsWith("Z splunk: valid");
        Outcome json = splunk("acked-secret-1", "--every", "1s", "--times", "2", "--output", "json");
        assertThat(json.out().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"target\":\"splunk\""));
    }
}
