package ai.genops.lake;

import ai.genops.pipeline.DeliveryStats;
import ai.genops.pipeline.DeliveryStats.Health;
import ai.genops.pipeline.DeliveryStats.Pace;
import ai.genops.pipeline.DeliveryStats.State;
import java.util.concurrent.atomic.AtomicLong;

/// How the writer's attempts go. One thread notes, any thread asks.
final class Attempts {
    /// Failures in a row that make the lake unhealthy, as they do other destinations by default.
    private static final int UNHEALTHY_AFTER = 3;

    private volatile Health health = new Health(State.HEALTHY, 0, 0, 0, "");
    private final AtomicLong retries = new AtomicLong();
    private volatile long nextMillis;
    private volatile String lastFailure = "";
    private volatile long lastFailureMillis;

    void succeeded(long nowMillis) {
        boolean was = health.state() == State.HEALTHY;
        nextMillis = 0;
        health = new Health(State.HEALTHY, was ? health.sinceMillis() : nowMillis, 0, nowMillis, "");
    }

    /// @param nextMillis when the next attempt is made
    void failed(String error, long nowMillis, long nextMillis) {
        retries.incrementAndGet();
        lastFailure = error;
        lastFailureMillis = nowMillis;
        this.nextMillis = nextMillis;
        int failures = health.consecutiveFailures() + 1;
        State state = failures >= UNHEALTHY_AFTER ? State.UNHEALTHY : State.RETRYING;
        long since = state == health.state() ? health.sinceMillis() : nowMillis;
        health = new Health(state, since, failures, health.lastSuccessMillis(), error);
    }

    long retries() {
        return retries.get();
    }

    /// Why the last attempt failed; empty if it did not.
    String lastError() {
        return health.lastError();
    }

    DeliveryStats stats() {
        return DeliveryStats.of(health, new Pace(null, 0, nextMillis, 0, 0, lastFailure, lastFailureMillis));
    }
}
