package ai.genops.server.job;

import ai.genops.search.Cancellation;
import ai.genops.search.Preview;
import ai.genops.search.Result;
import ai.genops.search.Search;
import ai.genops.search.knowledge.SummaryIndexes;
import ai.genops.search.report.SearchException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one job. Beside a search that takes longer than a moment, the same query is asked of the newest part of its
/// time, and of larger ones, until it is done.
record JobRun(Job job, Search search, Path folder, ExecutorService previewing) implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JobRun.class);
    private static final double[] SHARES = {1 / 64.0, 1 / 16.0, 1 / 4.0};
    private static final Duration QUICK = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofSeconds(1);

    @Override
    public void run() {
        if (!job.begin()) {
            return;
        }
        try {
            search.checkWith(job.request().search().spl());
            job.become(JobState.RUNNING);
            if (job.request().realtime()) {
                watch();
            } else {
                find();
            }
        } catch (SearchException e) {
            job.stopped(e.report());
        } catch (IOException | RuntimeException e) {
            LOG.warn("a search failed", e);
            job.fail("the search failed: " + e.getMessage());
        }
    }

    private void find() throws IOException {
        var previews = new Cancellation();
        previewing.execute(() -> preview(previews));
        try {
            Result result = search.run(job.request().search(), job.cancellation);
            job.become(JobState.FINALIZING);
            job.succeed(stored(result, false, null));
        } finally {
            previews.cancel();
        }
    }

    private void preview(Cancellation cancellation) {
        try {
            Job.Look look = job.awaitEnd(QUICK);
            for (double share : SHARES) {
                if (look.state() != JobState.RUNNING || !preview(share, cancellation)) {
                    return;
                }
                look = job.look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (SearchException | IOException e) {
            LOG.debug("no further preview of {}: {}", job.sid(), e.getMessage());
        }
    }

    private boolean preview(double share, Cancellation cancellation) throws IOException {
        Preview part = search.newest(job.request().search(), share, cancellation);
        if (part.since() == null) {
            return false;
        }
        JobResult found = stored(part.result(), true, part.since());
        job.expect(Duration.ofMillis((long) (part.result().took().toMillis() / share)));
        boolean taken = job.preview(found);
        if (!taken) {
            found.delete();
        }
        return taken;
    }

    /// Ends when the job is cancelled, which the search says.
    private void watch() throws IOException {
        // What runs again every second must not write again every second.
        Search reading = search.with(() -> search.knowledge().with(SummaryIndexes.NONE));
        try {
            while (true) {
                Result result = reading.run(job.request().search(), job.cancellation);
                job.preview(stored(result, true, null));
                Job.Look look = job.look();
                if (!look.cancelled() && !look.finalized()) {
                    job.awaitEnd(BETWEEN);
                }
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            job.stopped("the server is stopping");
        }
    }

    private JobResult stored(Result result, boolean preview, @Nullable Instant since) throws IOException {
        int version = job.nextVersion();
        Rows rows = result.rows().size() <= RowsInMemory.MOST
                ? new RowsInMemory(result.rows())
                : RowsInFile.write(folder.resolve(job.sid() + "." + version + ".rows"), result.rows());
        return new JobResult(result.fields(), rows, result.truncated(), result.messages(), version, preview, since);
    }
}
