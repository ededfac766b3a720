package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `data_protection` promises: a number, an address and a telephone number are planted wherever a text can stand,
/// and looked for in everything that comes out.
class DataProtectionTest {
    private static final Path SEED = Path.of("../../shared/conformance/production/data-protection.yaml");
    private static final List<String> PLANTED = List.of("078-05-1120", "ann.lee@example.org", "555-867-5309");
    private static final String MASKING = """
            data_protection:
              masking:
                pii_patterns:
                  - ssn: '\\b\\d{3}-\\d{2}-\\d{4}\\b'
                  - email: '\\b[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,}\\b'
                  - phone: '\\b\\d{3}-\\d{3}-\\d{4}\\b'
                action: redact
            """;

    @TempDir
    Path folder;

    private TestServer server;

    @BeforeEach
    void configuration() {
        server = new TestServer(folder);
        server.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n");
        server.file("destinations/file.yaml", "id: file\ntype: file\npath: out.ndjson\n");
        server.file("routes/all.yaml", """
                - {id: all, destination: lake, dataset: all}
                - {id: files, destination: file}
                - {id: derived, pipeline: derive, destination: lake, dataset: derived}
                """);
        server.file("pipelines/derive.yaml", """
                id: derive
                processors:
                  - name: derive
                    type: eval
                    expressions:
                      - said: "name + ' ' + attributes['said'] + ' ' + resource['host.name']"
                """);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String everywhere(String planted) {
        return """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"host.name","value":{"stringValue":"of %1$s"}}]},
                "scopeSpans":[{"spans":[%2$s,%2$s]}]}]}""".formatted(planted, span(planted));
    }

    private static String span(String planted) {
        return """
                {"name":"call %1$s","startTimeUnixNano":"1","endTimeUnixNano":"2",
                "status":{"code":2,"message":"no %1$s"},
                "attributes":[{"key":"said","value":{"stringValue":"I am %1$s."}},
                {"key":"list","value":{"arrayValue":{"values":[{"stringValue":"%1$s"}]}}},
                {"key":"object","value":{"kvlistValue":{"values":[{"key":"%1$s","value":{"stringValue":"%1$s"}}]}}}],
                "events":[{"name":"at %1$s","timeUnixNano":"1",
                "attributes":[{"key":"prompt","value":{"stringValue":"%1$s"}}]}]}""".formatted(planted);
    }

    @Test
    void whatIsPlantedComesOutNowhereButInTheLog() throws Exception {
        server.file("settings/protection.yaml", MASKING).start();
        for (String planted : PLANTED) {
            assertThat(server.trySend(everywhere(planted))).isEqualTo(200);
        }
        server.running().awaitDelivered();
        var found = TestServer.run(
                "search", "--url", server.api(), "--output", "json", "index=all OR index=derived | table _raw said");
        assertThat(found.out())
                .contains("[REDACTED_SSN]", "[REDACTED_EMAIL]", "[REDACTED_PHONE]", "call [REDACTED_SSN] I am")
                .doesNotContain(PLANTED);
        var exported = TestServer.run(
                "log",
                "export",
                "--config",
                server.config().toString(),
                "--data",
                server.data().toString());
        assertThat(exported.out()).contains("[REDACTED_SSN]").doesNotContain(PLANTED);
        server.close();
        try (Stream<Path> files = Files.walk(server.data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                if (file.startsWith(server.data().resolve("log"))) {
                    continue;
                }
                assertThat(text).as(file.toString()).doesNotContain(PLANTED);
            }
        }
        assertThat(server.data().resolve("out.ndjson")).content().contains("[REDACTED_EMAIL]");
    }

    @Test
    void theSeedsBlockLoadsUnchangedAndSaysWhatItCannotDoAlone() throws Exception {
        Assumptions.assumeTrue(Files.exists(SEED), "SKIPPED: the conformance files are not beside the project");
        server.file("settings/data-protection.yaml", Files.readString(SEED));
        ServerPlan plan = server.plan();
        assertThat(plan.errors()).isEmpty();
        assertThat(plan.problems().all().toString())
                .contains("there is no key, so it is not", "`buffer` has no effect of its own")
                .contains("how long audit events are kept is said by the lake's dataset");
        assertThat(plan.server().log().maxAge()).hasDays(7);
        assertThat(plan.protection().mask()).isNotNull();
    }

    @Test
    void mistakesAreToldTogether() {
        server.file("settings/protection.yaml", """
                data_protection:
                  encryption_at_rest: {persistent_queues: DES}
                  masking:
                    pii_patterns: [{ssn: '(['}, {any: '[A-Z_]+'}]
                    detect: [kard]
                    action: hide
                  retension: {}
                """);
        assertThat(server.plan().errors())
                .extracting(problem -> problem.text())
                .anyMatch(text -> text.contains("DES"))
                .anyMatch(text -> text.contains("is no regular expression"))
                .anyMatch(text -> text.contains("also finds `[REDACTED_ANY]`"))
                .anyMatch(text -> text.contains("nothing detects `kard`"))
                .anyMatch(text -> text.contains("hide"))
                .anyMatch(text -> text.contains("`retension` is not known here"));
    }
}
