package ai.genops.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.demo.ExpectedTotals;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The demo's history, and what the seed's searches say of it.
@TestInstance(Lifecycle.PER_CLASS)
class DemoIT {
    static final String TOTALS =
            "index=genops_ai genops.cost.total=* | stats sum(genops.cost.total) as total_cost count by genops.team";

    private Genops genops;
    private Genops.Server server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        genops = new Genops(folder.resolve("data"));
        server = genops.up("--demo=history");
        server.await("history is in");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theTotalsAreExactToTheCount() throws Exception {
        assertTotals(genops);
    }

    static void assertTotals(Genops genops) throws Exception {
        List<JsonNode> rows = genops.search(TOTALS);
        var expected = ExpectedTotals.read().byTeam();
        expected.forEach((team, total) -> {
            JsonNode row = rows.stream()
                    .filter(candidate -> candidate.get("genops.team").asText().equals(team))
                    .findFirst()
                    .orElseThrow();
            assertThat(row.get("count").asLong()).isEqualTo(total.calls());
            assertThat(new BigDecimal(row.get("total_cost").asText())).isEqualByComparingTo(total.cost());
        });
        assertThat(expected.values()).extracting(total -> total.calls()).containsExactlyInAnyOrder(19_366L, 8_819L);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryOfTheSeedRunsAndHasSomethingToShow(String name) throws Exception {
        String spl = Files.readString(Path.of("src/test/resources/spl", name));
        JsonNode rows = genops.rows(spl);
        boolean operations =
                name.startsWith("ops-01") || name.startsWith("trouble-02") || name.startsWith("trouble-04");
        assertThat(rows.isEmpty()).as(rows.toString()).isEqualTo(operations);
    }

    static Stream<String> queries() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/spl"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
        }
    }

    @Test
    void theQueriesAreTheSeedsToTheByte() throws IOException {
        Path seed = Path.of("../../shared/conformance/spl");
        org.junit.jupiter.api.Assumptions.assumeTrue(
                Files.isDirectory(seed), "SKIPPED: the conformance files are not beside the project");
        for (String name : queries().toList()) {
            assertThat(Path.of("src/test/resources/spl", name)).hasSameBinaryContentAs(seed.resolve(name));
        }
    }

    /// As Splunk would be asked: no query leans on what our search allows beyond SPL, which it would remark.
    @ParameterizedTest
    @ValueSource(strings = {"cost", "compliance", "budget"})
    void everyPanelOfTheShippedDashboardsHasSomethingToShow(String id) throws Exception {
        var exported = genops.run("dashboards", "export", id, "--format", "studio");
        JsonNode sources = new ObjectMapper().readTree(exported.out()).get("dataSources");
        assertThat(sources.size()).isGreaterThan(5);
        for (JsonNode source : sources) {
            JsonNode answer = genops.answer(source.at("/options/query").asText());
            assertThat(answer.get("messages")).as(source.toString()).isEmpty();
            assertThat(answer.get("rows")).as(source.toString()).isNotEmpty();
        }
    }

    /// But for what HEC sources did, to which the demo sends nothing, changes of the configuration, of which it makes
    /// none, and results that searches collect.
    @Test
    void everyRouteToTheLakeHadSomethingToSend() throws Exception {
        var quiet = Set.of("internal_to_lake", "changes_to_audit", "collected_to_lake");
        for (JsonNode pipeline : genops.get("/api/status").get("pipelines")) {
            for (JsonNode route : pipeline.get("routes")) {
                boolean isQuiet = quiet.contains(route.get("name").asText());
                if (route.get("destination").asText().equals("cribl_lake") && !isQuiet) {
                    assertThat(route.get("sent").asLong()).as(route.toString()).isPositive();
                }
            }
        }
    }

    @Test
    void aWrongQueryIsAnsweredWithItsPlace() throws Exception {
        var wrong = genops.run("search", "--port-offset", "" + genops.offset, "index=genops_ai | stats cuont");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("count").contains("^").doesNotContain("\tat ");
    }

    @Test
    void theBooksBalance() throws Exception {
        JsonNode status = genops.get("/api/status");
        assertThat(status.get("books").get("balanced").asBoolean())
                .as(status.toPrettyString())
                .isTrue();
    }
}
