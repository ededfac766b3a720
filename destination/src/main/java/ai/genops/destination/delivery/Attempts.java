package ai.genops.destination.delivery;

import ai.genops.destination.delivery.Outcome.Each;
import ai.genops.destination.delivery.Outcome.Failed;
import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes attempts at a destination through its [Gate], and repeats what fails on our own disk. Safe for concurrent
/// use.
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    private final String id;
    private final Transport transport;
    private final Retry retry;
    private final DoubleSupplier random;
    private final Intake intake;
    private final Gate gate;
    private final Counters counters;
    private final Redaction redaction;

    /// Something on our own disk.
    interface Step {
        void run() throws IOException;
    }

    Attempts(
            String id,
            Transport transport,
            Retry retry,
            DoubleSupplier random,
            Intake intake,
            Gate gate,
            Counters counters) {
        this.id = id;
        this.transport = transport;
        this.retry = retry;
        this.random = random;
        this.intake = intake;
        this.gate = gate;
        this.counters = counters;
        this.redaction = transport.redaction();
    }

    /// One attempt, when the gate lets it through; null if the destination closes before. A request of which nothing
    /// got through has failed as a whole. The reason of a failure holds no secrets.
    @Nullable
    Outcome send(Request request) throws InterruptedException {
        return send(request, true);
    }

    /// The same; null too, if not `waitWhilePaused`, when the destination is paused.
    @Nullable
    Outcome send(Request request, boolean waitWhilePaused) throws InterruptedException {
        Gate.Pass pass = gate.enter(request.events(), waitWhilePaused);
        if (pass == null) {
            return null;
        }
        Outcome outcome = null;
        try {
            Traffic traffic = new Traffic();
            outcome = shown(traffic.watch(transport, request));
            counters.attempted(traffic, outcome);
            return outcome;
        } finally {
            gate.leave(pass, outcome);
        }
    }

    private Outcome shown(Outcome outcome) {
        boolean nothing = outcome instanceof Each each
                && !each.outcomes().isEmpty()
                && each.outcomes().stream().allMatch(Failed.class::isInstance);
        Outcome whole = nothing ? gravest((Each) outcome) : outcome;
        return whole instanceof Failed(var reason, var after) ? new Failed(redaction.apply(reason), after) : whole;
    }

    /// Whether a request that has failed `count` times has used up its retries.
    boolean isExhausted(int count) {
        return count > retry.quick();
    }

    /// Waits before what has failed for the `count`th time, from 1, is sent again; false if there is to be no other
    /// attempt. While the destination is unhealthy it is the gate that makes it wait.
    boolean pause(int count, Failed failed) throws InterruptedException {
        counters.failed(redaction.apply(failed.reason()));
        boolean atGate = gate.isUnhealthy();
        Duration pause = atGate ? Duration.ZERO : retry.pause(count - 1, failed.retryAfter(), random);
        boolean again = intake.pause(pause);
        if (again) {
            counters.retried();
        }
        return again;
    }

    /// Repeats a step until it succeeds; false if the destination closes before.
    boolean insist(Step step) throws InterruptedException {
        for (int count = 0; ; count++) {
            try {
                step.run();
                return true;
            } catch (IOException | RuntimeException e) {
                Failed failed = Traffic.failure(e);
                String reason = redaction.apply(failed.reason());
                counters.failed(reason);
                if (count == 0) {
                    log.warn("destination `{}`: {}; trying again until it succeeds", id, reason);
                }
                if (!intake.pause(retry.pause(count, null, random))) {
                    return false;
                }
                counters.retried();
            }
        }
    }

    /// What stands for all failures in it: the one that wants the longest wait.
    static Failed gravest(Each each) {
        return each.outcomes().stream()
                .filter(Failed.class::isInstance)
                .map(Failed.class::cast)
                .max(Comparator.comparing(failed -> Objects.requireNonNullElse(failed.retryAfter(), Duration.ZERO)))
                .orElseThrow();
    }
}
