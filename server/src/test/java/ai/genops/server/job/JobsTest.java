package ai.genops.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.genops.lake.Layout;
import ai.genops.search.Search;
import ai.genops.search.SearchRequest;
import ai.genops.server.job.JobRequest.Owner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class JobsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger opened = new AtomicInteger();
    private volatile Instant now = Instant.parse("2026-03-10T12:00:00Z");
    private Connection lake;
    private Jobs jobs;

    @BeforeEach
    void start() throws Exception {
        lake = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = lake.createStatement()) {
            statement.execute(Layout.metaDdl());
            statement.execute(Layout.tableDdl("genops_ai"));
            statement.execute(
                    "insert into genops_ai by name select t as _time, t as _indextime, 'span' as kind, "
                            + "1.0 as sample_rate, '{}'::json::variant as fields, n as _offset, 0 as _ordinal "
                            + "from (select n, timestamp '2026-03-10 08:00:00' + interval 1 second * n as t from range(641) r(n))");
        }
        jobs = jobs(new Jobs.Limits(2, 2, 3, 1 << 20));
    }

    private Jobs jobs(Jobs.Limits limits) {
        return new Jobs(limits, folder.resolve("jobs"), () -> now);
    }

    @AfterEach
    void stop() throws SQLException {
        released.countDown();
        jobs.close();
        lake.close();
    }

    private Search search() {
        return Search.of(() -> lake.unwrap(DuckDBConnection.class).duplicate(), () -> now, ZoneOffset.UTC);
    }

    /// Its first look at the lake, which is the search itself, takes until it is released; previews do not wait.
    private Search slow() {
        Search.Connections connections = () -> {
            if (opened.getAndIncrement() == 0) {
                await();
            }
            return lake.unwrap(DuckDBConnection.class).duplicate();
        };
        return Search.of(connections, () -> now, ZoneOffset.UTC);
    }

    /// Every look takes until it is released.
    private Search stuck() {
        return Search.of(
                () -> {
                    await();
                    return lake.unwrap(DuckDBConnection.class).duplicate();
                },
                () -> now,
                ZoneOffset.UTC);
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static JobRequest request(String spl) {
        return new JobRequest(SearchRequest.of(spl), new Owner("ada", List.of()), false, Duration.ofMinutes(1));
    }

    private static Job.Look awaitPreview(Job job, int version) throws InterruptedException {
        Job.Look look = job.look();
        while (look.result().version() < version) {
            look = job.awaitChange(look.changes(), PATIENCE);
        }
        return look;
    }

    private static String rows(Job.Look look) throws Exception {
        return look.result().rows(0, 10).toString();
    }

    @Test
    void aLongSearchShowsGrowingPartsOfItsTimeAndThenTheWhole() throws Exception {
        Job job = jobs.start(slow(), request("index=genops_ai | stats count"));
        Job.Look quarter = awaitPreview(job, 3);
        assertThat(quarter.state()).isEqualTo(JobState.RUNNING);
        assertThat(quarter.result().preview()).isTrue();
        assertThat(quarter.result().since()).isEqualTo("2026-03-10T08:08:00Z");
        assertThat(rows(quarter)).contains("161");
        assertThat(quarter.rows()).as("rows of the result").isZero();
        released.countDown();
        Job.Look done = job.awaitEnd(PATIENCE);
        assertThat(done.state()).isEqualTo(JobState.DONE);
        assertThat(done.result().preview()).isFalse();
        assertThat(done.result().since()).isNull();
        assertThat(rows(done)).contains("641");
    }

    @Test
    void whatIsEndedEarlyKeepsItsPreviewAndSaysWhatItCovers() throws Exception {
        Job job = jobs.start(slow(), request("index=genops_ai | stats count"));
        awaitPreview(job, 3);
        job.finalizeNow();
        released.countDown();
        Job.Look look = job.awaitEnd(PATIENCE);
        assertThat(look.state()).isEqualTo(JobState.DONE);
        assertThat(look.finalized()).isTrue();
        assertThat(look.result().preview()).isTrue();
        assertThat(rows(look)).contains("161");
        assertThat(look.result().messages().toString())
                .contains("the search was ended early: it covers only events since 2026-03-10T08:08:00Z");
    }

    @Test
    void whatIsCancelledHasNoResult() throws Exception {
        Job job = jobs.start(slow(), request("index=genops_ai | stats count"));
        awaitPreview(job, 1);
        job.cancel();
        released.countDown();
        Job.Look look = job.awaitEnd(PATIENCE);
        assertThat(look.state()).isEqualTo(JobState.FAILED);
        assertThat(look.cancelled()).isTrue();
        assertThat(look.result().count()).isZero();
        assertThat(look.error()).contains("cancelled");
    }

    @Test
    void soManyRunSoManyWaitAndTheNextIsRefused() {
        Search stuck = stuck();
        List<Job> started = List.of(
                jobs.start(stuck, request("| makeresults")),
                jobs.start(stuck, request("| makeresults")),
                jobs.start(stuck, request("| makeresults")),
                jobs.start(stuck, request("| makeresults")));
        assertThat(started.get(2).look().state()).isEqualTo(JobState.QUEUED);
        assertThatThrownBy(() -> jobs.start(stuck, request("| makeresults")))
                .isInstanceOf(Jobs.FullException.class)
                .hasMessage("2 searches run and 2 wait already; try again later");
        started.get(3).cancel();
        assertThat(started.get(3).look().state()).isEqualTo(JobState.FAILED);
    }

    @Test
    void realTimeSearchesLeaveOnePlace() throws Exception {
        var forever = new JobRequest(
                SearchRequest.of("index=genops_ai | stats count"),
                new Owner("ada", List.of()),
                true,
                Duration.ofSeconds(60));
        Job first = jobs.start(search(), forever);
        assertThatThrownBy(() -> jobs.start(search(), forever)).isInstanceOf(Jobs.FullException.class);
        assertThat(jobs.start(search(), request("| makeresults"))
                        .awaitEnd(PATIENCE)
                        .state())
                .isEqualTo(JobState.DONE);
        awaitPreview(first, 1);
        now = now.plusSeconds(61);
        jobs.sweep();
        assertThat(first.awaitEnd(PATIENCE).cancelled())
                .as("nobody has asked for it")
                .isTrue();
    }

    @Test
    void resultsGoWhenNobodyAsksForThem() throws Exception {
        Job job = jobs.start(search(), request("index=genops_ai"));
        job.awaitEnd(PATIENCE);
        assertThat(folder.resolve("jobs").toFile().list()).hasSize(1);
        now = now.plusSeconds(59);
        assertThat(jobs.find(job.sid())).isSameAs(job);
        now = now.plusSeconds(59);
        assertThat(jobs.find(job.sid())).as("it was asked for 59 s ago").isSameAs(job);
        now = now.plusSeconds(61);
        assertThat(jobs.find(job.sid())).isNull();
        assertThat(folder.resolve("jobs").toFile().list()).isEmpty();
    }

    @Test
    void theOldestGoWhenThereAreTooManyOrTooLarge() throws Exception {
        Job first = jobs.start(search(), request("| makeresults"));
        first.awaitEnd(PATIENCE);
        for (int i = 0; i < 3; i++) {
            now = now.plusSeconds(1);
            jobs.start(search(), request("| makeresults")).awaitEnd(PATIENCE);
        }
        assertThat(jobs.find(first.sid())).isNull();
        assertThat(jobs.all()).hasSize(3);
    }

    @Test
    void whatAnEarlierProcessLeftIsDeleted() throws Exception {
        Path left = Files.writeString(folder.resolve("jobs.tmp"), "");
        Path rows = Files.createDirectories(folder.resolve("jobs")).resolve("1.1.1.rows");
        Files.writeString(rows, "[1]\n");
        jobs(Jobs.Limits.DEFAULT).close();
        assertThat(rows).doesNotExist();
        assertThat(left).exists();
    }
}
