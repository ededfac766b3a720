package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What the API and the command line tell of the lake's datasets.
@Timeout(60)
class LakeApiTest {
    @TempDir
    Path folder;

    @Test
    void eachDatasetTellsWhereItsFilesGoWhenTheirTimeIsOver() throws Exception {
        try (var server = new SearchableServer(folder)) {
            Path frozen = folder.resolve("frozen");
            server.server.file("destinations/lake.yaml", """
                    id: lake
                    type: lake
                    flush_interval: 10ms
                    indexes_conf: indexes.conf
                    """);
            server.server.file("indexes.conf", """
                    [genops_ai]
                    frozenTimePeriodInSecs = 7776000
                    maxTotalDataSizeMB = 500
                    coldToFrozenDir = %s

                    [hush]
                    frozenTimePeriodInSecs = 86400

                    [kept]
                    """.formatted(frozen));
            server.start();
            ObjectNode datasets = JsonNodeFactory.instance.objectNode();
            SearchableServer.json(server.get("/api/lake", server.adminToken()))
                    .get("datasets")
                    .forEach(dataset -> datasets.set(dataset.get("name").asText(), dataset));
            assertThat(datasets.get("genops_ai").get("frozen_path").asText()).isEqualTo(frozen.toString());
            assertThat(datasets.get("genops_ai").get("max_bytes").asLong()).isEqualTo(500L << 20);
            assertThat(datasets.get("hush").get("frozen_path").asText("?")).isEmpty();
            var listed = TestServer.run("lake", "list", "--url", server.server.api());
            assertThat(listed.exitCode()).isZero();
            assertThat(listed.out())
                    .containsPattern("genops_ai .* 90 days, at most \\S+ \\S+, then to " + frozen)
                    .containsPattern("hush .* 1 days, then deleted")
                    .containsPattern("kept .* for ever\n");
            server.server.close();
            var alone = TestServer.run(
                    "lake", "list", "--data", server.server.data().toString());
            assertThat(alone.out()).containsPattern("hush .* 1 days\n").doesNotContain("deleted", "then to");
        }
    }

    @Test
    void whatWasAddedUpBeforeIsToldAndIsNobodyElses() throws Exception {
        try (var server = new SearchableServer(folder).withAccess()) {
            server.start();
            String admin = server.adminToken();
            assertThat(server.post("/api/lake/roll", "{\"dataset\":\"hush\"}", admin)
                            .statusCode())
                    .isEqualTo(200);
            String query = "index=hush | stats count max(gen_ai.prompt) as prompt";
            String first = answer(server, query, admin);
            assertThat(first).contains("\"count\"", "tell <me>").doesNotContain("added up before");
            assertThat(answer(server, query, admin)).contains("1 of 1 files were added up before");
            assertThat(answer(server, query, admin)).contains("1 of 1 files were added up before");
            assertThat(server.get("/metrics", admin).body())
                    .containsPattern("genops_lake_searched_files_total\\{from=\"partials\"} [1-9]")
                    .containsPattern("genops_lake_partials_bytes [1-9]");
            assertThat(answer(server, query, server.token("ann", "analyst"))).doesNotContain("tell <me>", "added up");
            assertThat(answer(server, query, server.token("rev", "reviewer"))).contains("tell <me>", "added up");
        }
    }

    private static String answer(SearchableServer server, String query, String token) throws Exception {
        String body = JsonNodeFactory.instance.objectNode().put("query", query).toString();
        return server.post("/api/search", body, token).body();
    }
}
