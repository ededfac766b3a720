package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;

import ai.genops.server.TestServer.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.splunk.Job;
import com.splunk.ResultsReaderXml;
import com.splunk.SavedSearch;
import com.splunk.SavedSearchDispatchArgs;
import com.splunk.Service;
import com.splunk.ServiceArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Macros and saved searches of the configuration, wherever somebody searches.
@Timeout(120)
class SearchedKnowledgeTest {
    @TempDir
    static Path folder;

    private static SearchableServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder);
        server.server.file("searches/macros.conf", """
                [team(1)]
                args = name
                definition = index=genops_ai team="$name$"
                """);
        server.server.file("searches/savedsearches.conf", """
                [How many]
                description = calls of a team
                search = `team($who$)` | stats count
                dispatch.earliest_time = 2026-03-10T00:00:00Z
                """);
        server.server.file("alerts/many.yaml", """
                id: many
                search: "`team(support)` | stats count"
                earliest: "0"
                every: 1h
                """);
        server.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Outcome search(String... arguments) {
        return TestServer.run(arguments);
    }

    @Test
    void theApiTheCommandLineAndJobsExpandMacros() throws Exception {
        String query = "{\"query\":\"`team(search)` | stats count\"}";
        assertThat(SearchableServer.json(server.post("/api/search", query, null))
                        .get("rows")
                        .toString())
                .isEqualTo("[[400]]");
        assertThat(search("search", "-o", "csv", "--url", server.server.api(), "`team(search)` | stats count")
                        .out())
                .isEqualTo("count\r\n400\r\n");
        assertThat(server.ended("`team(search)` | stats count", null)
                        .get("error")
                        .isNull())
                .isTrue();
        assertThat(search("search", "--url", server.server.api(), "`tem(search)`")
                        .err())
                .contains("there is no macro `tem` with 1 argument", "Did you mean `team`?");
    }

    @Test
    void savedSearchesRunByName() throws Exception {
        String query = "{\"query\":\"| savedsearch \\\"How many\\\" who=support\"}";
        assertThat(SearchableServer.json(server.post("/api/search", query, null))
                        .get("rows")
                        .toString())
                .isEqualTo("[[800]]");
    }

    @Test
    void completionListsThem() throws Exception {
        JsonNode known = SearchableServer.json(server.get("/api/commands", null));
        assertThat(known.get("macros").toString())
                .isEqualTo("[{\"name\":\"team(1)\",\"text\":\"(name): index=genops_ai team=\\\"$name$\\\"\"}]");
        assertThat(known.get("saved_searches").toString())
                .isEqualTo("[{\"name\":\"How many\",\"text\":\"calls of a team\"}]");
    }

    @Test
    void anAlertsSearchNamesMacros() throws Exception {
        JsonNode trial = SearchableServer.json(server.post("/api/alerts/many/test", "{}", null));
        assertThat(trial.toString()).contains("800");
    }

    @Test
    void splunksSdkListsRunsAndRemembersThem() throws Exception {
        var args = new ServiceArgs();
        args.setScheme("http");
        args.setHost("127.0.0.1");
        args.setPort(server.splunkPort());
        args.setUsername("admin");
        args.setPassword(server.adminToken());
        Service service = Service.connect(args);
        SavedSearch saved = Objects.requireNonNull(service.getSavedSearches().get("How many"));
        assertThat(saved.getSearch()).isEqualTo("`team($who$)` | stats count");
        assertThat(saved.getDescription()).isEqualTo("calls of a team");
        var dispatch = new SavedSearchDispatchArgs();
        dispatch.add("args.who", "support");
        Job job = saved.dispatch(dispatch);
        while (!job.isDone()) {
            Thread.sleep(20);
        }
        assertThat(first(job)).isEqualTo(Map.of("count", "800"));
        assertThat(List.of(saved.history())).extracting(Job::getSid).containsExactly(job.getSid());
        dispatch.setDispatchEarliestTime("2026-03-10T08:10:00Z");
        Job later = saved.dispatch(dispatch);
        while (!later.isDone()) {
            Thread.sleep(20);
        }
        assertThat(first(later)).isEqualTo(Map.of("count", "400"));
    }

    private static Map<String, String> first(Job job) throws Exception {
        var rows = new ResultsReaderXml(job.getResults());
        try {
            return Map.copyOf(rows.getNextEvent());
        } finally {
            rows.close();
        }
    }

    @Test
    void aReloadBringsOthersAndOneWithErrorsKeepsThem(@TempDir Path other) throws Exception {
        try (var changing = new TestServer(other)) {
            changing.file("searches/macros.conf", "[one]\ndefinition = | makeresults | eval x=1 | table x\n");
            changing.start();
            changing.file("searches/macros.conf", "[one]\ndefinition = `none`\n");
            Outcome refused = TestServer.run("reload", "--url", changing.api());
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.out()).contains("searches/macros.conf:2:14: error: there is no macro `none`");
            assertThat(search("search", "-o", "csv", "--url", changing.api(), "`one`")
                            .out())
                    .isEqualTo("x\r\n1\r\n");
            changing.file("searches/macros.conf", "[one]\ndefinition = | makeresults | eval x=2 | table x\n");
            assertThat(TestServer.run("reload", "--url", changing.api()).exitCode())
                    .isZero();
            assertThat(search("search", "-o", "csv", "--url", changing.api(), "`one`")
                            .out())
                    .isEqualTo("x\r\n2\r\n");
            String settings = Files.readString(changing.config().resolve("server.yaml"));
            changing.file("server.yaml", settings + "search: {strict: true}\n");
            assertThat(TestServer.run("reload", "--url", changing.api()).exitCode())
                    .isZero();
            String generous = "| makeresults | eval x=(1=1)";
            assertThat(search("search", "--url", changing.api(), generous).exitCode())
                    .isEqualTo(2);
            assertThat(search("search", "--no-strict", "--url", changing.api(), generous)
                            .exitCode())
                    .isZero();
        }
    }

    @Test
    void aDataFolderWithoutAServerIsSearchedWithTheConfigurations(@TempDir Path other) throws Exception {
        var stopped = new TestServer(other);
        stopped.file("destinations/lake.yaml", "id: lake\ntype: lake\nflush_interval: 10ms\n");
        stopped.file("searches/macros.conf", "[one]\ndefinition = | makeresults | eval x=1 | table x\n");
        stopped.start();
        stopped.close();
        String[] command = {
            "search",
            "-o",
            "csv",
            "--port-offset",
            "20000",
            "--data",
            stopped.data().toString(),
            "--config",
            stopped.config().toString(),
            "`one`"
        };
        assertThat(search(command).out()).isEqualTo("x\r\n1\r\n");
        stopped.file("searches/macros.conf", "[one]\ndefinition = `two`\n");
        Outcome refused = search(command);
        assertThat(refused.exitCode()).isEqualTo(2);
        assertThat(refused.err()).contains("searches/macros.conf:2:14");
    }
}
