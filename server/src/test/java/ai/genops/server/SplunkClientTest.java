package ai.genops.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.splunk.Args;
import com.splunk.Event;
import com.splunk.HttpException;
import com.splunk.Job;
import com.splunk.JobArgs;
import com.splunk.JobExportArgs;
import com.splunk.MultiResultsReaderXml;
import com.splunk.ResultsReader;
import com.splunk.ResultsReaderJson;
import com.splunk.ResultsReaderXml;
import com.splunk.Service;
import com.splunk.ServiceArgs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Splunk's own SDK for Java, as it is, against our port.
@Timeout(120)
class SplunkClientTest {
    private static final String BY_TEAM = "search index=genops_ai | stats count sum(n) as n by team";

    @TempDir
    static Path folder;

    private static SearchableServer server;
    private static Service service;

    @BeforeAll
    static void start() throws Exception {
        server = new SearchableServer(folder).start();
        service = connect("admin", server.adminToken());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Service connect(String user, String password) {
        var args = new ServiceArgs();
        args.setScheme("http");
        args.setHost("127.0.0.1");
        args.setPort(server.splunkPort());
        args.setUsername(user);
        args.setPassword(password);
        return Service.connect(args);
    }

    @Test
    void aProgramAsksAsTheDocumentsShow() throws IOException {
        int port = server.splunkPort();
        String token = server.adminToken();
        // snippet splunk-client
        ServiceArgs args = new ServiceArgs();
        args.setScheme("http");
        args.setHost("127.0.0.1");
        args.setPort(port); // 8089
        args.setUsername("admin");
        args.setPassword(token);
        InputStream rows = Service.connect(args).oneshotSearch("search index=genops_ai | stats count");
        // end
        assertThat(xml(rows)).containsExactly(Map.of("count", "1200"));
    }

    private static List<Map<String, String>> read(ResultsReader reader) throws IOException {
        List<Map<String, String>> rows = new ArrayList<>();
        for (Event event = reader.getNextEvent(); event != null; event = reader.getNextEvent()) {
            rows.add(Map.copyOf(event));
        }
        reader.close();
        return rows;
    }

    private static List<Map<String, String>> xml(InputStream in) throws IOException {
        return read(new ResultsReaderXml(in));
    }

    private static List<Map<String, String>> json(InputStream in) throws IOException {
        return read(new ResultsReaderJson(in));
    }

    private static void assertTeams(List<Map<String, String>> rows) {
        assertThat(rows)
                .containsExactly(
                        Map.of("team", "search", "count", "400", "n", "239400"),
                        Map.of("team", "support", "count", "800", "n", "480000"));
    }

    @Nested
    class Connecting {
        @Test
        void itLogsInAndLearnsWhoWeAre() {
            assertThat(service.getToken()).isNotNull();
            assertThat(service.getInfo().getVersion()).isEqualTo("9.4.0");
        }

        @Test
        void itLooksAtUsersRolesAndItsQuery() {
            assertThat(service.getUsers().keySet()).contains("admin");
            assertThat(Objects.requireNonNull(service.getUsers().get("admin")).getRoles())
                    .containsExactly("admin");
            assertThat(Objects.requireNonNull(service.getUsers().get("admin")).getRealName())
                    .isEqualTo("admin");
            assertThat(service.getRoles().keySet()).contains("admin", "user");
            assertThat(Objects.requireNonNull(service.getRoles().get("user")).getSearchIndexesAllowed())
                    .containsExactly("*");
            assertThat(Objects.requireNonNull(service.getRoles().get("user")).getSearchJobsQuota())
                    .isZero();
            assertThat(service.getApplications().keySet()).containsExactly("search");
            assertThat(service.parse("search index=genops_ai | stats count").getStatus())
                    .isEqualTo(200);
            HttpException wrong = catchThrowableOfType(HttpException.class, () -> service.parse("| evla x=1"));
            assertThat(wrong).hasMessageContaining("Did you mean `eval`?");
            assertThat(service.getUsername()).isEqualTo("admin");
        }

        @Test
        void itExportsRaw() throws IOException {
            var args = new JobExportArgs();
            args.setOutputMode(JobExportArgs.OutputMode.RAW);
            try (InputStream rows = service.export("search index=genops_ai n<2 | sort 0 n | table n team", args)) {
                assertThat(new String(rows.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8))
                        .isEqualTo("n=\"0\" team=\"search\"\nn=\"1\" team=\"support\"\n");
            }
        }

        @Test
        void aWrongPasswordIsToldAsSuch() {
            HttpException refused = catchThrowableOfType(HttpException.class, () -> connect("admin", "changeme"));
            assertThat(refused.getStatus()).isEqualTo(401);
            assertThat(refused).hasMessageContaining("Login failed");
        }

        @Test
        void somebodyElsesNameIsAWrongPassword() throws Exception {
            String token = server.adminToken();
            assertThat(catchThrowableOfType(HttpException.class, () -> connect("root", token)))
                    .isNotNull();
        }

        @Test
        void aTokenByItselfIsEnough() throws Exception {
            var args = new ServiceArgs();
            args.setScheme("http");
            args.setHost("127.0.0.1");
            args.setPort(server.splunkPort());
            args.setToken("Bearer " + server.adminToken());
            assertTeams(xml(new Service(args).oneshotSearch(BY_TEAM)));
        }

        @Test
        void nobodyIsServedWithoutSayingWho() {
            var args = new ServiceArgs();
            args.setScheme("http");
            args.setHost("127.0.0.1");
            args.setPort(server.splunkPort());
            HttpException refused =
                    catchThrowableOfType(HttpException.class, () -> new Service(args).oneshotSearch(BY_TEAM));
            assertThat(refused.getStatus()).isEqualTo(401);
        }

        @Test
        void whoHasLoggedOutIsNobody() throws Exception {
            Service other = connect("admin", server.adminToken());
            other.logout();
            assertThat(catchThrowableOfType(Exception.class, () -> other.oneshotSearch(BY_TEAM)))
                    .isNotNull();
        }
    }

    @Nested
    class Searching {
        @Test
        void oneshotGivesTheResults() throws Exception {
            assertTeams(xml(service.oneshotSearch(BY_TEAM)));
            assertTeams(json(service.oneshotSearch(BY_TEAM, Map.of("output_mode", "json"))));
        }

        @Test
        void oneshotKeepsToItsTimes() throws Exception {
            var args =
                    Args.create(Map.of("earliest_time", "2026-03-10T08:00:00Z", "latest_time", "2026-03-10T08:00:03Z"));
            assertThat(xml(service.oneshotSearch("search index=genops_ai | stats count", args)))
                    .containsExactly(Map.of("count", "3"));
        }

        @Test
        void blockingIsDoneWhenItComesBack() throws Exception {
            var args = new JobArgs();
            args.setExecutionMode(JobArgs.ExecutionMode.BLOCKING);
            Job job = service.getJobs().create(BY_TEAM, args);
            assertThat(job.isDone()).isTrue();
            assertThat(job.getResultCount()).isEqualTo(2);
            assertTeams(xml(job.getResults()));
        }

        @Test
        void normalIsPolledUntilItIsDone() throws Exception {
            Job job = service.getJobs().create(BY_TEAM);
            while (!job.isDone()) {
                Thread.sleep(10);
            }
            assertThat(job.getDispatchState()).isEqualTo("DONE");
            assertThat(job.isFailed()).isFalse();
            assertTeams(json(job.getResults(Args.create(Map.of("output_mode", "json")))));
            assertTeams(xml(job.getResultsPreview()));
            assertThat(service.getJobs().containsKey(job.getSid())).isTrue();
        }

        @Test
        void resultsAreReadInParts() throws Exception {
            Job job = service.getJobs().create("search index=genops_ai | sort 0 n | table n");
            while (!job.isDone()) {
                Thread.sleep(10);
            }
            assertThat(job.getResultCount()).isEqualTo(SearchableServer.EVENTS);
            List<Map<String, String>> part = xml(job.getResults(Args.create(Map.of("offset", 990, "count", 20))));
            assertThat(part).hasSize(20).startsWith(Map.of("n", "990")).endsWith(Map.of("n", "1009"));
            assertThat(xml(job.getResults(Args.create(Map.of("count", 0))))).hasSize(SearchableServer.EVENTS);
            assertThat(xml(job.getResults(Args.create(Map.of("offset", 5000))))).isEmpty();
        }

        @Test
        void eventsComeWithTheirTimeTextAndEverything() throws Exception {
            Map<String, String> event =
                    xml(service.oneshotSearch("search index=genops_ai n=7")).getFirst();
            assertThat(event).containsEntry("gen_ai.prompt", "tell <me> & 'more' \"now\"");
            assertThat(java.time.OffsetDateTime.parse(event.get("_time")).toInstant())
                    .isEqualTo("2026-03-10T08:00:07Z");
            assertThat(event.get("_raw")).contains("\"n\":7");
        }

        @Test
        void aWrongQueryIsRefusedWithItsPlace() {
            for (boolean oneshot : List.of(true, false)) {
                HttpException refused = catchThrowableOfType(HttpException.class, () -> {
                    if (oneshot) {
                        service.oneshotSearch("search index=genops_ai | statz count");
                    } else {
                        service.getJobs().create("search index=genops_ai | statz count");
                    }
                });
                assertThat(refused.getStatus()).isEqualTo(400);
                assertThat(refused)
                        .hasMessageContaining("there is no command `statz`")
                        .hasMessageContaining("column 26");
            }
        }

        @Test
        void cancelEndsAJobAndForgetsIt() throws Exception {
            Job job = service.getJobs().create(BY_TEAM);
            job.cancel();
            HttpException gone = catchThrowableOfType(HttpException.class, job::refresh);
            assertThat(gone.getStatus()).isEqualTo(404);
        }

        @Test
        void aJobIsTouchedAndItsTimeToLiveIsSet() throws Exception {
            Job job = service.getJobs().create(BY_TEAM);
            job.control("touch");
            job.control("setttl", Map.of("ttl", 77));
            while (!job.isDone()) {
                Thread.sleep(10);
            }
            assertThat(job.getTtl()).isEqualTo(77);
            HttpException refused = catchThrowableOfType(HttpException.class, job::pause);
            assertThat(refused).hasMessageContaining("`pause` is not available here");
        }
    }

    @Nested
    class Exporting {
        @Test
        void exportSendsEveryRow() throws Exception {
            String all = "search index=genops_ai | table n team";
            assertThat(xml(service.export(all))).hasSize(SearchableServer.EVENTS);
            var args = new JobExportArgs();
            args.setOutputMode(JobExportArgs.OutputMode.JSON);
            assertThat(json(service.export(all, args))).hasSize(SearchableServer.EVENTS);
        }

        @Test
        void exportOfNothingIsNothing() throws Exception {
            String none = "search index=genops_ai n=-1 | table n";
            assertThat(xml(service.export(none))).isEmpty();
            assertThat(json(service.export(none, Map.of("output_mode", "json"))))
                    .isEmpty();
        }

        @Test
        void aRealTimeSearchSendsGrowingPreviewsUntilItIsLeft() throws Exception {
            var args = new JobExportArgs();
            args.setSearchMode(JobExportArgs.SearchMode.REALTIME);
            args.setEarliestTime("rt");
            args.setLatestTime("rt");
            var sets = new MultiResultsReaderXml(service.export(BY_TEAM, args));
            var each = sets.iterator();
            for (int i = 0; i < 2; i++) {
                var set = each.next();
                assertThat(set.isPreview()).isTrue();
                List<Map<String, String>> rows = new ArrayList<>();
                set.forEach(event -> rows.add(Map.copyOf(event)));
                assertTeams(rows);
            }
            sets.close();
        }

        @Test
        void aRealTimeJobHasPreviewsUntilItIsCancelled() throws Exception {
            var args = new JobArgs();
            args.setSearchMode(JobArgs.SearchMode.REALTIME);
            Job job = service.getJobs().create(BY_TEAM, args);
            while (!job.isReady() || job.getResultPreviewCount() == 0) {
                Thread.sleep(10);
                job.refresh();
            }
            assertThat(job.isDone()).isFalse();
            assertThat(job.isRealTimeSearch()).isTrue();
            assertTeams(xml(job.getResultsPreview()));
            job.cancel();
        }
    }

    @Test
    void indexesAreListedWithTheirCounts() {
        assertThat(service.getIndexes().keySet()).contains("genops_ai", "hush");
        assertThat(java.util.Objects.requireNonNull(service.getIndexes().get("genops_ai"))
                        .getTotalEventCount())
                .isEqualTo(SearchableServer.EVENTS);
    }

    @Test
    void savedSearchesAreListed() {
        assertThat(service.getSavedSearches().size()).isZero();
    }
}
