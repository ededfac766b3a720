package ai.genops.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.genops.search.knowledge.JobTable;
import ai.genops.search.knowledge.JobTable.Kind;
import ai.genops.search.knowledge.Knowledge;
import ai.genops.search.knowledge.Lookups;
import ai.genops.search.knowledge.SavedSearch;
import ai.genops.search.knowledge.SearchJob;
import ai.genops.search.knowledge.SearchJobs;
import ai.genops.search.plan.Rights;
import ai.genops.search.report.Message;
import ai.genops.search.report.SearchException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Splunk's Search Reference says of `loadjob`, on jobs of three users.
class LoadjobTest {
    private static final TestLake LAKE = new TestLake();

    private static final Message CUT = new Message(Message.Level.WARN, "only the first 2 rows");

    private static final JobTable SPEND = new JobTable(
            List.of(
                    new JobTable.Field("_time", Kind.TIME),
                    new JobTable.Field("team", Kind.TEXT),
                    new JobTable.Field("cost", Kind.EXACT),
                    new JobTable.Field("models", Kind.LIST)),
            List.of(
                    List.of(List.of("1773129600"), List.of("a"), List.of("0.1"), List.of("gpt", "mini")),
                    Arrays.asList(List.of("1773129601.5"), List.of("b"), List.of("0.2"), null)),
            List.of(CUT, new Message(Message.Level.INFO, "of no interest")));

    private static final JobTable EVENTS = new JobTable(
            List.of(new JobTable.Field("_raw", Kind.TEXT)), List.of(List.of(List.of("a line"))), List.of());

    private static final List<SearchJob> JOBS = List.of(
            job("1.6", "ada", "Spend", "11:50", "it has not finished, it is RUNNING"),
            job("1.5", "eve", "Spend", "11:00", ""),
            job("1.4", "ada", "Spend", "10:00", ""),
            job("1.3", "bob", "Spend", "09:00", ""),
            job("1.2", "bob", "", "08:00", ""),
            job("1.1", "ada", "Spend", "07:00", "it failed: there is no lookup `x`"));

    private static final Map<String, SavedSearch> SAVED =
            Map.of("Spend", SavedSearch.of("index=a"), "Never", SavedSearch.of("index=a"));

    /// Eve's jobs are not to be seen.
    private final Search search = LAKE.search()
            .as(new Rights(_ -> true, true, "", false, job -> !job.user().equals("eve")))
            .with(() -> new Knowledge(Map.of(), SAVED, Map.of(), Lookups.NONE).with(new Kept()));

    @AfterAll
    static void close() {
        LAKE.close();
    }

    private static SearchJob job(String sid, String user, String saved, String time, String refusal) {
        Instant created = Instant.parse("2026-03-10T" + time + ":00Z");
        return new SearchJob(sid, user, List.of("analyst"), saved, created, refusal);
    }

    private static final class Kept implements SearchJobs {
        @Override
        public String refusal() {
            return "";
        }

        @Override
        public @Nullable SearchJob find(String sid) {
            return JOBS.stream()
                    .filter(job -> job.sid().equals(sid))
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public List<SearchJob> all() {
            return JOBS;
        }

        @Override
        public JobTable load(SearchJob job) {
            return switch (job.sid()) {
                case "1.4" -> SPEND;
                case "1.3" -> EVENTS;
                default -> throw new IllegalArgumentException("its results have gone");
            };
        }
    }

    private String rows(String spl) {
        return Texts.of(new JsonWriter(), search.run(SearchRequest.of(spl))).strip();
    }

    private SearchException error(Search who, String spl) {
        SearchException error = catchThrowableOfType(SearchException.class, () -> who.run(SearchRequest.of(spl)));
        assertThat(error).as(spl).isNotNull();
        return error;
    }

    @Test
    void resultsAreAsTheJobFoundThem() {
        assertThat(rows("| loadjob 1.4")).isEqualTo("""
                {"_time":1773129600,"team":"a","cost":0.1,"models":["gpt","mini"]}
                {"_time":1773129601.5,"team":"b","cost":0.2}""");
        assertThat(rows("| loadjob 1.4 events=false ignore_running=t | stats sum(cost) as sum max(_time) as last"))
                .isEqualTo("{\"sum\":0.3,\"last\":1773129601.5}");
        assertThat(
                        rows(
                                "| makeresults | eval sid=\"1.4\" | map search=\"| loadjob $sid$\" | where team=\"b\" | table cost"))
                .isEqualTo("{\"cost\":0.2}");
        assertThat(rows("| makeresults | eval team=\"c\" | table team | append [| loadjob \"1.4\" | table team]"))
                .isEqualTo("{\"team\":\"c\"}\n{\"team\":\"a\"}\n{\"team\":\"b\"}");
    }

    @Test
    void whatTheJobWarnedOfIsSaidAgain() {
        assertThat(search.run(SearchRequest.of("| loadjob 1.4")).messages())
                .containsExactly(new Message(Message.Level.WARN, "job `1.4`: only the first 2 rows"));
    }

    @Test
    void ofASavedSearchItIsTheNewestThatFinishedAndMayBeSeen() {
        assertThat(rows("| loadjob savedsearch=\"admin:search:Spend\" | table team"))
                .isEqualTo("{\"team\":\"a\"}\n{\"team\":\"b\"}");
        assertThat(rows("| loadjob savedsearch=\"admin:search:Spend\" artifact_offset=1"))
                .isEqualTo("{\"_raw\":\"a line\"}");
        assertThat(rows("| loadjob savedsearch=\"admin:search:Spend\" job_delegate=bob events=t"))
                .isEqualTo("{\"_raw\":\"a line\"}");
    }

    @Test
    void ofASavedSearchItIsOneOfTheTimeSearched() {
        var before =
                SearchRequest.of("| loadjob savedsearch=\"admin:search:Spend\"").between("-1d", "-2h");
        assertThat(Texts.of(new JsonWriter(), search.run(before)).strip()).isEqualTo("{\"_raw\":\"a line\"}");
        var later = before.between("-1h", "now");
        SearchException none = catchThrowableOfType(SearchException.class, () -> search.run(later));
        assertThat(none).hasMessage("no finished job of saved search `Spend` is kept");
        assertThat(none.hint()).startsWith("The time searched is when jobs were started");
    }

    @Test
    void aJobThatMayNotBeSeenIsNotThere() {
        assertThat(error(search, "| loadjob 1.5").report()).isEqualTo("""
                line 1, column 11: there is no job `1.5`
                  | loadjob 1.5
                            ^
                It may have expired: run its search again.""");
        assertThat(error(search, "| loadjob 1.9").report().replace("1.9", "1.5"))
                .isEqualTo(error(search, "| loadjob 1.5").report());
        assertThat(error(search, "| loadjob savedsearch=\"eve:search:Spend\" job_delegate=eve"))
                .hasMessage("no finished job of saved search `Spend` started by `eve` is kept");
        Search nobody = search.as(new Rights(_ -> true, true));
        assertThat(error(nobody, "| loadjob 1.4")).hasMessage("there is no job `1.4`");
        assertThat(error(nobody, "| makeresults | append [| loadjob 1.4]")).hasMessage("there is no job `1.4`");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '@', textBlock = """
            | loadjob @ `loadjob` needs a sid, or savedsearch= @ Example: | loadjob 1774180800.12
            | loadjob 1.4 savedsearch="a:b:Spend" @ `loadjob` takes a sid or savedsearch=, not both @ Example: | loadjob 1774180800.12
            | loadjob 1.4 1.3 @ `loadjob` loads one job @ Use append for another: | append [| loadjob 1.3]
            | loadjob 1.4 event=t @ `loadjob` has no option `event` @ Did you mean `events`?
            | loadjob 1.4 events=t @ job `1.4` has kept its results, and no events @ Leave events out to load the results.
            | loadjob 1.4 ignore_running=f @ only jobs that have finished are loaded @ Leave ignore_running out.
            | loadjob 1.4 artifact_offset=1 @ only with savedsearch= there are several jobs to choose from @
            | loadjob savedsearch=Spend @ a saved search is named by user, app and name @ Example: | loadjob savedsearch="admin:search:Daily spend"
            | loadjob savedsearch="a:b:Spent" @ there is no saved search `Spent` @ Did you mean `Spend`?
            | loadjob savedsearch="a:b:Never" @ no finished job of saved search `Never` is kept @ Run it: | savedsearch "Never"
            | loadjob savedsearch="a:b:Spend" artifact_offset=2 @ saved search `Spend` has 2 finished jobs, and artifact_offset leaves out 2 @
            | loadjob savedsearch="a:b:Spend" job_delegate=scheduler @ no finished job of saved search `Spend` started by `scheduler` is kept @ Saved searches run when somebody starts them, not on a schedule: leave job_delegate out.
            | loadjob 1.6 @ job `1.6` cannot be loaded: it has not finished, it is RUNNING @
            | loadjob 1.1 @ job `1.1` cannot be loaded: it failed: there is no lookup `x` @
            | loadjob 1.2 @ job `1.2` cannot be loaded: its results have gone @
            | makeresults | loadjob 1.4 @ `loadjob` can only begin a query @ Write it first, after a leading |.
            """)
    void whatCannotBeDoneIsRefused(String spl, String message, @Nullable String hint) {
        SearchException error = error(search, spl);
        assertThat(error).hasMessage(message);
        assertThat(error.hint()).isEqualTo(hint);
    }

    @Test
    void whereNoJobsAreKeptItIsSaid() {
        assertThat(error(LAKE.search(), "| loadjob 1.4")).hasMessage("no jobs are kept here");
    }
}
