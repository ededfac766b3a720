package ai.genops.server.job;

import ai.genops.search.Cancellation;
import ai.genops.search.report.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/// One search as a job. Safe for concurrent use; whoever wants to follow it waits for its changes.
public final class Job {
    private static final double MOST_PROGRESS = 0.95;

    private final String sid;
    private final JobRequest request;
    private final InstantSource clock;
    private final Instant createdAt;
    final Cancellation cancellation = new Cancellation();

    private JobState state = JobState.QUEUED;
    private JobResult result = JobResult.NONE;
    private @Nullable String error;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private Instant askedAt;
    private Duration ttl;
    private @Nullable Duration expected;
    private boolean cancelled;
    private boolean finalized;
    private long changes;
    private int versions;
    private boolean forgotten;

    Job(String sid, JobRequest request, InstantSource clock) {
        this.sid = sid;
        this.request = request;
        this.clock = clock;
        this.createdAt = clock.instant();
        this.askedAt = createdAt;
        this.ttl = request.ttl();
    }

    public String sid() {
        return sid;
    }

    public JobRequest request() {
        return request;
    }

    /// How the job is at one moment.
    ///
    /// @param result what was found so far: the newest preview, or the result
    /// @param progress from 0 to 1, an estimate
    /// @param expiresAt when it is forgotten, if nobody asks for it until then; null while it works
    /// @param changes counts what happened to it
    public record Look(
            JobState state,
            JobResult result,
            double progress,
            @Nullable String error,
            boolean cancelled,
            boolean finalized,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Instant expiresAt,
            Duration ran,
            Duration ttl,
            long changes) {
        public boolean isDone() {
            return state.isEnd();
        }

        /// Rows of the result; 0 before the end.
        public int rows() {
            return isDone() ? result.count() : 0;
        }
    }

    public synchronized Look look() {
        Instant end = endedAt;
        Instant started = startedAt;
        Duration ran = started == null ? Duration.ZERO : Duration.between(started, end == null ? clock.instant() : end);
        double progress = state.isEnd() ? 1 : state == JobState.RUNNING ? progress(ran) : 0;
        Instant expires = end == null ? null : (askedAt.isAfter(end) ? askedAt : end).plus(ttl);
        return new Look(
                state, result, progress, error, cancelled, finalized, createdAt, startedAt, end, expires, ran, ttl,
                changes);
    }

    /// Of the time it takes if all of it goes as fast as the newest part did; never whole before the end.
    private double progress(Duration ran) {
        return expected == null ? 0 : Math.min(MOST_PROGRESS, ran.toMillis() / (expected.toMillis() + 1.0));
    }

    /// Says how long it probably takes in all.
    synchronized void expect(Duration inAll) {
        expected = inAll;
        changed();
    }

    /// Says that somebody is interested in it: its time to live begins anew.
    public synchronized void touch() {
        askedAt = clock.instant();
    }

    /// Whether it would go on for ever, and nobody has looked for its time to live.
    synchronized boolean isAbandoned(Instant now) {
        return request.realtime() && !state.isEnd() && now.isAfter(askedAt.plus(ttl));
    }

    /// Lets it stay so long after its end.
    public synchronized void ttl(Duration wanted) {
        ttl = new JobRequest(request.search(), request.owner(), request.realtime(), wanted).ttl();
    }

    /// Ends it, if it has not ended; it has failed then.
    public void cancel() {
        synchronized (this) {
            if (state.isEnd() || cancelled) {
                return;
            }
            cancelled = true;
            if (state == JobState.QUEUED) {
                fail("the search was cancelled");
            }
        }
        cancellation.cancel();
    }

    /// Ends it, if it has not ended; the newest preview becomes its result.
    public void finalizeNow() {
        synchronized (this) {
            if (state.isEnd() || finalized) {
                return;
            }
            finalized = true;
            if (state == JobState.QUEUED) {
                end(JobResult.NONE.asFinal(java.util.List.of(nothing())));
            }
        }
        cancellation.cancel();
    }

    private static Message nothing() {
        return new Message(Message.Level.WARN, "the search was ended early, before it had found anything");
    }

    /// Waits until something has changed since `seen`, or so long.
    public synchronized Look awaitChange(long seen, Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); changes == seen && !state.isEnd() && left > 0; ) {
            wait(left / 1_000_000 + 1);
            left = until - System.nanoTime();
        }
        return look();
    }

    /// Waits until it has ended, or so long.
    public synchronized Look awaitEnd(Duration atMost) throws InterruptedException {
        long until = System.nanoTime() + atMost.toNanos();
        for (long left = atMost.toNanos(); !state.isEnd() && left > 0; left = until - System.nanoTime()) {
            wait(left / 1_000_000 + 1);
        }
        return look();
    }

    /// Begins, and tells whether it still has to run.
    synchronized boolean begin() {
        if (state != JobState.QUEUED) {
            return false;
        }
        startedAt = clock.instant();
        become(JobState.PARSING);
        return true;
    }

    synchronized void become(JobState next) {
        state = next;
        changed();
    }

    /// A preview takes the place of the one before, unless the job has ended meanwhile.
    synchronized boolean preview(JobResult found) {
        if (state != JobState.RUNNING || forgotten) {
            return false;
        }
        JobResult before = result;
        result = found;
        before.delete();
        changed();
        return true;
    }

    synchronized void succeed(JobResult found) {
        result.delete();
        end(found);
    }

    private void end(JobResult found) {
        result = found;
        if (forgotten) {
            found.delete();
        }
        endedAt = clock.instant();
        become(JobState.DONE);
    }

    /// Ends with what there is: a job that was ended early has the newest preview.
    synchronized void stopped(String why) {
        if (!finalized || cancelled) {
            fail(cancelled ? "the search was cancelled" : why);
        } else if (result.version() == 0) {
            end(result.asFinal(java.util.List.of(nothing())));
        } else {
            var all = new java.util.ArrayList<>(result.messages());
            Instant since = result.since();
            String part = since == null ? "it is what the last look found" : "it covers only events since " + since;
            all.add(new Message(Message.Level.WARN, "the search was ended early: " + part));
            end(result.asFinal(all));
        }
    }

    synchronized void fail(String why) {
        error = why;
        result.delete();
        result = JobResult.NONE;
        endedAt = clock.instant();
        become(JobState.FAILED);
    }

    /// Gives back what its results take; a job that goes on keeps nothing from now on.
    synchronized void forget() {
        result.delete();
        forgotten = true;
    }

    private void changed() {
        changes++;
        notifyAll();
    }

    synchronized int nextVersion() {
        return ++versions;
    }
}
