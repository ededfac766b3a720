package ai.genops.destination.delivery;

import ai.genops.log.Threads;
import ai.genops.pipeline.DeliveryStats.Health;
import ai.genops.pipeline.DeliveryStats.Pace;
import ai.genops.pipeline.DeliveryStats.Paused;
import ai.genops.pipeline.DeliveryStats.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What every attempt at a destination passes, whichever courier makes it. It lets one through when
/// - the destination is healthy, or retrying, and fewer are under way than [Concurrency] allows;
/// - or it is unhealthy (the circuit is open), none is under way, and [HealthCheck#interval] is over: then this one
///   finds out for all of them whether it is back;
/// - and no time that the other side named (`Retry-After`) is still to be waited for;
/// - and the [RateLimit] allows it;
/// - and nobody has paused the destination.
///
/// So there is one pause at a time: a request that failed waits by its [Retry] while the destination takes others,
/// and all wait by the gate once it takes none. Safe for concurrent use.
final class Gate {
    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private final String id;
    private final HealthCheck check;
    private final InstantSource clock;
    private final Concurrency concurrency;
    private final @Nullable TokenBucket bucket;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed;
    private final List<Pass> underWay = new ArrayList<>();
    private boolean closing;
    private @Nullable Paused paused;
    private long rateLimitWaits;
    private long retryAfterWaits;

    private long holdSinceMillis;
    private long holdMillis;
    /// Whether the other side named the time; a success of another request does not end it then.
    private boolean holdNamed;

    private int failures;
    private State state = State.HEALTHY;
    private long stateSinceMillis;
    private long lastSuccessMillis;
    private String lastError = "";

    /// An attempt that was let through.
    static final class Pass {
        private final long sinceMillis;

        private Pass(long sinceMillis) {
            this.sinceMillis = sinceMillis;
        }
    }

    Gate(String id, DeliverySettings settings, InstantSource clock, Threads threads) {
        this.id = id;
        this.check = settings.health();
        this.clock = clock;
        changed = threads.condition(lock);
        concurrency = new Concurrency(settings.batching().couriers());
        RateLimit limit = settings.rateLimit();
        bucket = limit == null ? null : new TokenBucket(limit, clock.millis());
        stateSinceMillis = clock.millis();
    }

    /// Waits until an attempt with so many events may be made; null if it would have to wait while closing. Who gets
    /// a pass gives it back by [#leave].
    @Nullable
    Pass enter(int events) throws InterruptedException {
        return enter(events, true);
    }

    /// The same; null too, if not `waitWhilePaused`, when it is paused.
    @Nullable
    Pass enter(int events, boolean waitWhilePaused) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long now = clock.millis();
            if (bucket != null && bucket.millisToWait(events, now) > 0) {
                rateLimitWaits++;
            }
            long wait = millisToWait(events);
            while (paused != null || underWay.size() >= most() || wait > 0) {
                if (paused != null && (closing || !waitWhilePaused)) {
                    return null;
                }
                if (paused != null || wait <= 0) {
                    changed.await();
                } else if (closing) {
                    return null;
                } else {
                    changed.await(wait, TimeUnit.MILLISECONDS);
                }
                wait = millisToWait(events);
            }
            return pass(events);
        } finally {
            lock.unlock();
        }
    }

    private int most() {
        return state == State.UNHEALTHY ? 1 : concurrency.limit();
    }

    private Pass pass(int events) {
        if (bucket != null) {
            bucket.take(events);
        }
        Pass pass = new Pass(clock.millis());
        underWay.add(pass);
        return pass;
    }

    /// From now on no attempt begins, or, with null, they begin again.
    void pause(@Nullable Paused by) {
        lock.lock();
        try {
            paused = by;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable
    Paused paused() {
        lock.lock();
        try {
            return paused;
        } finally {
            lock.unlock();
        }
    }

    /// Whoever waits for a time to come waits no longer, also if the other side named it. The rate limit holds on.
    void retryNow() {
        lock.lock();
        try {
            holdMillis = 0;
            holdNamed = false;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private long millisToWait(int events) {
        long now = clock.millis();
        // A clock set back makes the pause begin once more, not last longer.
        holdSinceMillis = Math.min(holdSinceMillis, now);
        long held = holdSinceMillis + holdMillis - now;
        return Math.max(held, bucket == null ? 0 : bucket.millisToWait(events, now));
    }

    /// The attempt is over. `outcome` is null if it was interrupted, which says nothing of the destination. Reasons
    /// hold no secrets.
    void leave(Pass pass, @Nullable Outcome outcome) {
        lock.lock();
        try {
            underWay.remove(pass);
            long now = clock.millis();
            switch (outcome) {
                case null -> {}
                case Outcome.Failed failed -> failed(failed, now);
                case Outcome.Each each
                when each.outcomes().stream().anyMatch(Outcome.Failed.class::isInstance) -> {
                    succeeded(now);
                    concurrency.failed();
                    hold(Attempts.gravest(each).retryAfter(), now);
                }
                case Outcome.Each _, Outcome.Delivered _, Outcome.Refused _, Outcome.TooLarge _, Outcome.Expired _ -> {
                    succeeded(now);
                    concurrency.succeeded(now - pass.sinceMillis);
                }
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void failed(Outcome.Failed failed, long now) {
        failures++;
        lastError = failed.reason();
        concurrency.failed();
        boolean unhealthy = failures >= check.unhealthyThreshold();
        become(unhealthy ? State.UNHEALTHY : State.RETRYING, now);
        if (!hold(failed.retryAfter(), now) && unhealthy) {
            hold(check.interval(), false, now);
        }
    }

    private void succeeded(long now) {
        failures = 0;
        lastSuccessMillis = now;
        lastError = "";
        become(State.HEALTHY, now);
        if (!holdNamed) {
            holdMillis = 0;
        }
    }

    /// Makes all wait until the time the other side named, if it named one.
    private boolean hold(@Nullable Duration retryAfter, long now) {
        if (retryAfter == null || retryAfter.isZero()) {
            return false;
        }
        retryAfterWaits++;
        boolean tooLong = retryAfter.compareTo(Retry.LONGEST_RETRY_AFTER) > 0;
        hold(tooLong ? Retry.LONGEST_RETRY_AFTER : retryAfter, true, now);
        return true;
    }

    private void hold(Duration time, boolean named, long now) {
        holdSinceMillis = now;
        holdMillis = time.toMillis();
        holdNamed = named;
    }

    private void become(State next, long now) {
        if (next == state) {
            return;
        }
        switch (next) {
            case HEALTHY -> log.info("destination `{}` takes events again", id);
            case RETRYING -> log.warn("destination `{}`: {}; trying again", id, lastError);
            case UNHEALTHY ->
                log.warn(
                        "destination `{}` is unhealthy after {} failures in a row: {}; nothing is lost, one request"
                                + " every {} ms finds out when it is back",
                        id,
                        failures,
                        lastError,
                        check.interval().toMillis());
        }
        state = next;
        stateSinceMillis = now;
    }

    /// Whether the gate itself says when the next attempt is.
    boolean isUnhealthy() {
        lock.lock();
        try {
            return state == State.UNHEALTHY;
        } finally {
            lock.unlock();
        }
    }

    Health health() {
        lock.lock();
        try {
            long limit = clock.millis() - check.timeout().toMillis();
            for (Pass pass : underWay) {
                if (pass.sinceMillis < limit && state == State.HEALTHY) {
                    String text = "no answer within " + check.timeout().toMillis() + " ms, still waiting";
                    return new Health(State.RETRYING, pass.sinceMillis, failures, lastSuccessMillis, text);
                }
            }
            return new Health(state, stateSinceMillis, failures, lastSuccessMillis, lastError);
        } finally {
            lock.unlock();
        }
    }

    /// How attempts are made now; `lastFailure` is the counters' affair.
    Pace pace(String lastFailure, long lastFailureMillis) {
        lock.lock();
        try {
            long until = holdSinceMillis + holdMillis;
            return new Pace(
                    paused,
                    underWay.size(),
                    until > clock.millis() ? until : 0,
                    rateLimitWaits,
                    retryAfterWaits,
                    lastFailure,
                    lastFailureMillis);
        } finally {
            lock.unlock();
        }
    }

    int concurrency() {
        lock.lock();
        try {
            return concurrency.limit();
        } finally {
            lock.unlock();
        }
    }

    /// From now on nobody waits for a time to come.
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
