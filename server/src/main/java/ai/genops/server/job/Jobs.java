package ai.genops.server.job;

import ai.genops.search.Search;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The jobs there are: those that wait, work, and are done and kept for a while. Everything is bounded: how many work
/// at a time, how many wait, how many results stay and what they take of the disk. One place is never taken by
/// real-time searches, and one of those that nobody asks for ends. Jobs are lost with the process.
/// Safe for concurrent use.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
    private static final int MOST_PREVIEWING = 2;

    private final Limits limits;
    private final Path folder;
    private final InstantSource clock;
    private final ThreadPoolExecutor working;
    private final ExecutorService previewing;
    private final Map<String, Job> bySid = new LinkedHashMap<>();
    private final String run;
    private long last;

    /// How much there may be.
    ///
    /// @param running how many jobs work at a time; each takes a thread and a connection to the lake
    /// @param waiting how many more wait
    /// @param kept how many that are done stay
    /// @param keptBytes what their results take of the disk, together
    public record Limits(int running, int waiting, int kept, long keptBytes) {
        public static final Limits DEFAULT = new Limits(4, 100, 200, 1L << 30);
    }

    /// @param folder for results; what an earlier process left there is deleted
    public Jobs(Limits limits, Path folder, InstantSource clock) {
        this.limits = limits;
        this.folder = folder;
        this.clock = clock;
        this.run = Long.toString(clock.millis() / 1000);
        var threads = Thread.ofPlatform().name("search-", 1).daemon().factory();
        working = new ThreadPoolExecutor(
                limits.running(),
                limits.running(),
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(limits.waiting()),
                threads);
        working.allowCoreThreadTimeOut(true);
        previewing = previews();
        forgetFiles();
    }

    private static ExecutorService previews() {
        var threads = Thread.ofPlatform().name("preview-", 1).daemon().factory();
        var pool = new ThreadPoolExecutor(
                MOST_PREVIEWING, MOST_PREVIEWING, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), threads);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /// Too many jobs wait already.
    public static final class FullException extends RuntimeException {
        private static final long serialVersionUID = 1;

        private FullException(String message) {
            super(message, null, false, false);
        }
    }

    /// Takes a job; it begins when its turn comes.
    ///
    /// @param search with the rights of the job's owner
    /// @throws FullException if too many wait
    public synchronized Job start(Search search, JobRequest request) {
        sweep();
        if (request.realtime() && watching() >= limits.running() - 1) {
            throw new FullException("%,d real-time searches run already; cancel one".formatted(watching()));
        }
        var job = new Job(run + "." + ++last, request, clock);
        try {
            working.execute(new JobRun(job, search, folder, previewing));
        } catch (RejectedExecutionException _) {
            throw new FullException("%,d searches run and %,d wait already; try again later"
                    .formatted(limits.running(), limits.waiting()));
        }
        bySid.put(job.sid(), job);
        return job;
    }

    private long watching() {
        return bySid.values().stream()
                .filter(job -> job.request().realtime() && !job.look().isDone())
                .count();
    }

    /// The job of this id, null if there is none, or none any more. Its time to live begins anew.
    public synchronized @Nullable Job find(String sid) {
        sweep();
        Job job = bySid.get(sid);
        if (job != null) {
            job.touch();
        }
        return job;
    }

    /// All jobs, the newest first.
    public synchronized List<Job> all() {
        sweep();
        return List.copyOf(bySid.values()).reversed();
    }

    /// Cancels a job and forgets it.
    public void remove(Job job) {
        job.cancel();
        synchronized (this) {
            bySid.remove(job.sid());
        }
        job.forget();
    }

    /// Forgets what has been done for long enough, and what is too much, the oldest first. Called by every other
    /// method; what does it more often only gives memory back sooner.
    public synchronized void sweep() {
        Instant now = clock.instant();
        bySid.values().stream().filter(job -> job.isAbandoned(now)).forEach(Job::cancel);
        List<Job> done = bySid.values().stream()
                .filter(job -> job.look().isDone())
                .sorted(Comparator.comparing(Jobs::expiry).reversed())
                .toList();
        long bytes = 0;
        for (int i = 0; i < done.size(); i++) {
            Job job = done.get(i);
            bytes += job.look().result().bytes();
            if (now.isAfter(expiry(job)) || i >= limits.kept() || (i > 0 && bytes > limits.keptBytes())) {
                bySid.remove(job.sid());
                job.forget();
            }
        }
    }

    private static Instant expiry(Job job) {
        Instant at = job.look().expiresAt();
        return at == null ? Instant.MAX : at;
    }

    private void forgetFiles() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, "*.rows")) {
            for (Path file : left) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            LOG.warn("results of earlier searches could not be deleted: {}", e.toString());
        }
    }

    /// Cancels all jobs; what they found is gone.
    @Override
    public void close() {
        List<Job> left = all();
        working.shutdown();
        left.forEach(Job::cancel);
        previewing.shutdownNow();
        try {
            working.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        left.forEach(Job::forget);
    }
}
